// SPDX-License-Identifier: Apache-2.0

/// The bolus under way.
public struct BolusMessage: Codable, Sendable, Equatable {
    public var bolusId: Int64
    public var volumeNanoliters: Int64
    public var deliveredNanoliters: Int64
    public var remainingSeconds: Int64

    public init(bolusId: Int64, volumeNanoliters: Int64, deliveredNanoliters: Int64, remainingSeconds: Int64) {
        self.bolusId = bolusId
        self.volumeNanoliters = volumeNanoliters
        self.deliveredNanoliters = deliveredNanoliters
        self.remainingSeconds = remainingSeconds
    }
}
