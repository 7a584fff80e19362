// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A dose that comes again and again, on top of the background.
@frozen public struct PeriodicDose: Hashable, Sendable, BitwiseCopyable {
    /// What it adds to the background while it lasts.
    public let rate: FlowRate
    public let duration: Duration
    /// From start to start, by pump time; not below ``duration``.
    public let interval: Duration

    @inlinable @_noAllocation @_noLocks
    public init(rate: FlowRate, duration: Duration, interval: Duration) {
        self.rate = rate
        self.duration = duration
        self.interval = interval
    }
}
