// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A stretch of pump time with one background rate.
public struct BackgroundSegment: Sendable, BitwiseCopyable {
    public let rate: FlowRate
    /// By pump time.
    public let until: Instant
    /// The rate depends on the time of day, and nobody knows that.
    public let needsClock: Bool

    @_noAllocation @_noLocks
    init(rate: FlowRate, until: Instant, needsClock: Bool = false) {
        self.rate = rate
        self.until = until
        self.needsClock = needsClock
    }
}

/// Where the background of a program stands in time: what a restart must not forget. All instants are of pump time, which
/// goes on across restarts.
public struct BackgroundState: Sendable, BitwiseCopyable {
    /// What the pump clock shows minus the pump time, in nanoseconds; nil while it is not set.
    public var clockOffset: Int64?
    /// What the clock showed before nobody knew any more: to the next setting it is the earlier one.
    public var lostOffset: Int64?
    /// The offset before the clock was moved, in force beside the new one until ``earlierUntil``: of two rates the lower
    /// is delivered, so that no step repeats within its day (BR-D09).
    public var earlierOffset: Int64?
    public var earlierUntil: Instant = .zero
    /// When the last periodic dose began; nil before the first.
    public var lastDose: Instant?
    /// When the one under way ends: what a stop cuts off is forfeited.
    public var doseUntil: Instant = .zero
    /// Delivered time of the staircase, up to ``staircaseFrom`` where that is set.
    public var staircaseElapsed: Duration = .zero
    public var staircaseFrom: Instant?
    /// The rate at which relief was marked.
    public var heldRate: FlowRate?

    @_noAllocation @_noLocks
    public init() {}

    /// The pump clock, in nanoseconds since 1970-01-01 00:00 as it shows them; nil while it is not set.
    @_noAllocation @_noLocks
    public func clock(at pumpTime: Instant) -> Int64? {
        guard let clockOffset else { return nil }
        return pumpTime.nanoseconds + clockOffset
    }

    /// Moves the pump clock. For a day the lower of the old and the new schedule's rates holds.
    @_noAllocation @_noLocks
    public mutating func setClock(_ local: Int64, at pumpTime: Instant) {
        let offset = local - pumpTime.nanoseconds
        if let before = clockOffset ?? lostOffset {
            // Moved again within that day: what was delivered so far is bounded by the first schedule.
            if pumpTime >= earlierUntil { earlierOffset = before }
            earlierUntil = pumpTime + .day
        }
        lostOffset = nil
        clockOffset = offset
    }

    /// Nobody knows any more what the clock should show. By pump time, which does not count what nobody knows to have
    /// elapsed, its old schedule still bounds what may come next (BR-D09).
    public mutating func loseClock(at pumpTime: Instant) {
        if let earlierOffset, pumpTime < earlierUntil {
            lostOffset = earlierOffset
        } else {
            lostOffset = clockOffset ?? lostOffset
        }
        clockOffset = nil
        earlierOffset = nil
    }

    /// How much of the staircase has been delivered.
    @_noAllocation @_noLocks
    public func staircaseElapsed(at pumpTime: Instant) -> Duration {
        guard let staircaseFrom else { return staircaseElapsed }
        return staircaseElapsed + (pumpTime - staircaseFrom)
    }

    /// What was under way ended with the controller that is gone: the rest of a periodic dose is forfeited, and the
    /// staircase has what is on record.
    @_noAllocation @_noLocks
    mutating func restore(at pumpTime: Instant) {
        doseUntil = Swift.min(doseUntil, pumpTime)
        staircaseFrom = nil
    }

    /// Puts what the staircase has delivered on record.
    @_noAllocation @_noLocks
    mutating func foldStaircase(at pumpTime: Instant) {
        staircaseElapsed = staircaseElapsed(at: pumpTime)
        if case .some = staircaseFrom { staircaseFrom = pumpTime }
    }

    /// Delivery begins, or goes on.
    @_noAllocation @_noLocks
    mutating func begin(at pumpTime: Instant) {
        foldStaircase(at: pumpTime)
        staircaseFrom = pumpTime
    }

    /// Delivery ends: the rest of a periodic dose is forfeited.
    @_noAllocation @_noLocks
    mutating func end(at pumpTime: Instant) {
        if doseUntil > pumpTime { doseUntil = pumpTime }
        staircaseElapsed = staircaseElapsed(at: pumpTime)
        staircaseFrom = nil
    }

    /// The rate from `pumpTime` on while the program runs, and up to when. A periodic dose that is due begins with it.
    @_noAllocation @_noLocks
    public mutating func segment(
        at pumpTime: Instant, of program: DeliveryProgram, _ schedule: borrowing FlexSchedule
    ) -> BackgroundSegment {
        switch program.mode {
        case .stopped: return BackgroundSegment(rate: .zero, until: .distantFuture)
        case .minimumRate, .simpleContinuous: return BackgroundSegment(rate: program.rate, until: .distantFuture)
        case .flex: return flex(at: pumpTime, schedule)
        case .periodicBolus: return periodic(at: pumpTime, program)
        case .staircase: return staircase(at: pumpTime, program)
        }
    }

    @_noAllocation @_noLocks
    private func flex(at pumpTime: Instant, _ schedule: borrowing FlexSchedule) -> BackgroundSegment {
        guard let clockOffset else { return BackgroundSegment(rate: .zero, until: .distantFuture, needsClock: true) }
        let present = schedule.rate(at: pumpTime.nanoseconds + clockOffset)
        guard let earlierOffset, pumpTime < earlierUntil else {
            return BackgroundSegment(rate: present.rate, until: pumpTime + present.holds)
        }
        let earlier = schedule.rate(at: pumpTime.nanoseconds + earlierOffset)
        let holds = Swift.min(present.holds, earlier.holds)
        return BackgroundSegment(
            rate: Swift.min(present.rate, earlier.rate), until: Swift.min(earlierUntil, pumpTime + holds))
    }

    @_noAllocation @_noLocks
    private mutating func periodic(at pumpTime: Instant, _ program: DeliveryProgram) -> BackgroundSegment {
        guard let dose = program.periodic else { return BackgroundSegment(rate: program.rate, until: .distantFuture) }
        if pumpTime >= doseUntil {
            if let lastDose, pumpTime < lastDose + dose.interval {
                return BackgroundSegment(rate: program.rate, until: lastDose + dose.interval)
            }
            lastDose = pumpTime
            doseUntil = pumpTime + dose.duration
        }
        return BackgroundSegment(rate: program.rate + dose.rate, until: doseUntil)
    }

    @_noAllocation @_noLocks
    private func staircase(at pumpTime: Instant, _ program: DeliveryProgram) -> BackgroundSegment {
        if let heldRate { return BackgroundSegment(rate: heldRate, until: .distantFuture) }
        guard let staircase = program.staircase else { return BackgroundSegment(rate: .zero, until: .distantFuture) }
        let elapsed = staircaseElapsed(at: pumpTime)
        let level = staircase.rate(after: elapsed)
        guard elapsed < staircase.limit else { return BackgroundSegment(rate: .zero, until: .distantFuture) }
        return BackgroundSegment(rate: level.rate, until: pumpTime + (level.until - elapsed))
    }
}
