// SPDX-License-Identifier: Apache-2.0

/// The bridge bolus under way.
public struct BridgeMessage: Codable, Sendable, Equatable {
    public var remainingNanoliters: Int64
    public var remainingSeconds: Int64
    public var rateNanolitersPerDay: Int64

    public init(remainingNanoliters: Int64, remainingSeconds: Int64, rateNanolitersPerDay: Int64) {
        self.remainingNanoliters = remainingNanoliters
        self.remainingSeconds = remainingSeconds
        self.rateNanolitersPerDay = rateNanolitersPerDay
    }
}
