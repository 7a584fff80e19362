// SPDX-License-Identifier: Apache-2.0

/// When the next edge on STEP or DIR may leave, in nanoseconds of the monotonic clock.
///
/// Each time is taken after the call that set the line came back, so that the driver sees at least what is asked for.
struct PulseTiming: Sendable, BitwiseCopyable {
    private let stepHigh: Int64
    private let stepLow: Int64
    private let directionSetup: Int64
    private let directionHold: Int64
    private var fellAt: Int64
    private var turnedAt: Int64

    /// STEP is released and DIR set at `time`.
    @_noAllocation @_noLocks
    init(_ timing: DriverTiming, at time: Int64) {
        stepHigh = timing.stepHigh.nanoseconds
        stepLow = timing.stepLow.nanoseconds
        directionSetup = timing.directionSetup.nanoseconds
        directionHold = timing.directionHold.nanoseconds
        fellAt = time
        turnedAt = time
    }

    /// When STEP may be asserted.
    var earliestRise: Int64 {
        @_noAllocation @_noLocks get { Swift.max(fellAt + stepLow, turnedAt + directionSetup) }
    }

    /// When STEP may be released, asserted at `time`.
    @_noAllocation @_noLocks
    func earliestFall(roseAt time: Int64) -> Int64 { time + stepHigh }

    /// When DIR may change. Counted from the release: drivers count from the assertion, which is before it.
    var earliestTurn: Int64 {
        @_noAllocation @_noLocks get { fellAt + directionHold }
    }

    @_noAllocation @_noLocks
    mutating func fell(at time: Int64) { fellAt = time }

    @_noAllocation @_noLocks
    mutating func turned(at time: Int64) { turnedAt = time }
}
