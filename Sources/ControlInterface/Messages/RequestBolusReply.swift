// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Patient.RequestBolus`.
public struct RequestBolusReply: Codable, Sendable, Equatable {
    public var bolusId: Int64
    public var volumeNanoliters: Int64
    public var expectedSeconds: Int64

    public init(bolusId: Int64, volumeNanoliters: Int64, expectedSeconds: Int64) {
        self.bolusId = bolusId
        self.volumeNanoliters = volumeNanoliters
        self.expectedSeconds = expectedSeconds
    }
}
