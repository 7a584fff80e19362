// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A rate that is expected to hold for a time.
public struct RateSegment: Hashable, Sendable {
    /// Zero or more.
    public let rate: FlowRate
    /// Zero or more.
    public let duration: Duration

    /// What is negative counts as zero: nothing flows back, no time runs back.
    public init(rate: FlowRate, for duration: Duration) {
        self.rate = max(.zero, rate)
        self.duration = max(.zero, duration)
    }
}
