// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Programmer.Prime`.
public struct PrimeReply: Codable, Sendable, Equatable {
    public var bolusId: Int64
    public var volumeNanoliters: Int64
    public var rateNanolitersPerDay: Int64
    public var expectedSeconds: Int64
    public var warning: String

    public init(
        bolusId: Int64, volumeNanoliters: Int64, rateNanolitersPerDay: Int64, expectedSeconds: Int64, warning: String
    ) {
        self.bolusId = bolusId
        self.volumeNanoliters = volumeNanoliters
        self.rateNanolitersPerDay = rateNanolitersPerDay
        self.expectedSeconds = expectedSeconds
        self.warning = warning
    }
}
