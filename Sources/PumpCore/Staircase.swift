// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A continuous trial: the rate rises by a step each interval of delivered time, until it is held, its ceiling is reached,
/// or the time is up and the pump stops.
@frozen public struct Staircase: Hashable, Sendable, BitwiseCopyable {
    public let start: FlowRate
    public let step: FlowRate
    public let interval: Duration
    public let ceiling: FlowRate
    public let limit: Duration

    @inlinable @_noAllocation @_noLocks
    public init(start: FlowRate, step: FlowRate, interval: Duration, ceiling: FlowRate, limit: Duration) {
        self.start = start
        self.step = step
        self.interval = interval
        self.ceiling = ceiling
        self.limit = limit
    }

    /// The rate after so much delivered time, and up to when it holds.
    @_noAllocation @_noLocks
    public func rate(after elapsed: Duration) -> (rate: FlowRate, until: Duration) {
        let level = elapsed.nanoseconds / interval.nanoseconds
        let wanted = Int128(start.picolitersPerDay) + Int128(level) * Int128(step.picolitersPerDay)
        guard wanted < Int128(ceiling.picolitersPerDay) else { return (ceiling, limit) }
        let next = Duration(nanoseconds: (level + 1) * interval.nanoseconds)
        return (FlowRate(picolitersPerDay: Int64(truncatingIfNeeded: wanted)), Swift.min(next, limit))
    }
}
