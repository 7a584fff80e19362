// SPDX-License-Identifier: Apache-2.0

/// The present fill of the reservoir.
public struct ReservoirMessage: Codable, Sendable, Equatable {
    public var fillNanoliters: Int64
    public var remainingNanoliters: Int64
    public var lowerNanoliters: Int64
    public var upperNanoliters: Int64
    public var low: Bool

    public init(
        fillNanoliters: Int64, remainingNanoliters: Int64, lowerNanoliters: Int64, upperNanoliters: Int64, low: Bool
    ) {
        self.fillNanoliters = fillNanoliters
        self.remainingNanoliters = remainingNanoliters
        self.lowerNanoliters = lowerNanoliters
        self.upperNanoliters = upperNanoliters
        self.low = low
    }
}
