// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// Turns strokes into moments at which pulses leave. It decides no dose: it can only make what it was given, in time, or
/// refuse and say so.
struct EdgeEmitter: @unchecked Sendable {
    /// Pulses that left, ever; continues the controller's odometer.
    private(set) var made: StepCount
    private(set) var nextEdge: Instant = .distantFuture
    /// The latest trouble, for the core.
    private(set) var report: RigInputs.MotionReport?

    private let profile: MotionProfile
    /// How far an edge may be behind its schedule.
    private let lateEdgeBound: Duration
    private var current: Stroke?
    private var joined: Stroke?
    private var leftOfCurrent: Int64 = 0
    private var level = 0
    private var isFirstEdge = false

    init(profile: MotionProfile, lateEdgeBound: Duration, made: StepCount) {
        self.profile = profile
        self.lateEdgeBound = lateEdgeBound
        self.made = made
    }

    var isMoving: Bool { @_noAllocation @_noLocks get { leftOfCurrent > 0 } }

    /// Takes a stroke: begins it at `start` if at rest, else joins it to the one in motion.
    @_noAllocation @_noLocks
    mutating func take(_ stroke: Stroke, at start: Instant) {
        guard !isMoving else {
            precondition(!hasJoined, "the core hands over one stroke ahead at most")
            joined = stroke
            return
        }
        current = stroke
        leftOfCurrent = stroke.pulses.pulses
        level = 0
        isFirstEdge = true
        nextEdge = start
    }

    /// The driver is not energised yet: the stroke that was taken begins no earlier than `start`.
    @_noAllocation @_noLocks
    mutating func postpone(until start: Instant) {
        if isFirstEdge, start > nextEdge { nextEdge = start }
    }

    /// Whether the edge that is due may leave at `now`; if it is too late the motion ends here, with a report.
    @_noAllocation @_noLocks
    mutating func mayLeave(at now: Instant) -> Bool {
        guard isMoving, now >= nextEdge, let current else { return false }
        if isFirstEdge {
            // A stroke has a bound of its own for its beginning.
            guard now > current.latestStart else { return true }
            end(.refused, stroke: current.sequence, lateness: now - current.due)
            return false
        }
        guard now - nextEdge > lateEdgeBound else { return true }
        end(.lateEdge, stroke: current.sequence, lateness: now - nextEdge)
        return false
    }

    /// The edge has left at `now`.
    @_noAllocation @_noLocks
    mutating func edgeLeft(at now: Instant) {
        made += StepCount(pulses: 1)
        leftOfCurrent -= 1
        isFirstEdge = false
        let scheduled = nextEdge
        if leftOfCurrent == 0 {
            current = joined
            joined = nil
            leftOfCurrent = current?.pulses.pulses ?? 0
        }
        let left = leftOfCurrent + (joined?.pulses.pulses ?? 0)
        guard left > 0 else {
            nextEdge = .distantFuture
            return
        }
        let interval = profile.interval(level: level)
        // By the schedule, so that lateness does not add up; but never so soon after a late edge that the motor stalls.
        let soonest = now + Duration(nanoseconds: profile.interval(level: level).nanoseconds / 4 * 3)
        nextEdge = Swift.max(scheduled + interval, soonest)
        // One level up, unless what is left is needed to slow down.
        level = Int(Swift.max(0, Swift.min(Int64(level + 1), Swift.min(Int64(profile.levels - 1), left - 1))))
    }

    /// Gives up all motion before its next edge.
    @_noAllocation @_noLocks
    mutating func halt() {
        current = nil
        joined = nil
        leftOfCurrent = 0
        nextEdge = .distantFuture
    }

    private var hasJoined: Bool {
        @_noAllocation @_noLocks
        get {
            if case .some = joined { return true }
            return false
        }
    }

    @_noAllocation @_noLocks
    private mutating func end(_ end: StrokeEnd, stroke: Int64, lateness: Duration) {
        halt()
        report = RigInputs.MotionReport(stroke: stroke, end: end, lateness: lateness)
    }
}
