// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.History.Totals` replies.
public struct TotalsReply: Codable, Sendable, Equatable {
    public var forwardPulses: Int64
    public var reversePulses: Int64
    public var delivered: VolumeIntervalMessage
    public var reversePicoliters: Int64
    public var unprovenPicoliters: Int64
    public var fillNumber: Int64
    public var firstEntry: Int64
    public var lastEntry: Int64
    public var lastHash: String
    public var schema: Int64
    public var began: String?

    public init(
        forwardPulses: Int64, reversePulses: Int64, delivered: VolumeIntervalMessage, reversePicoliters: Int64,
        unprovenPicoliters: Int64, fillNumber: Int64, firstEntry: Int64, lastEntry: Int64, lastHash: String,
        schema: Int64, began: String? = nil
    ) {
        self.forwardPulses = forwardPulses
        self.reversePulses = reversePulses
        self.delivered = delivered
        self.reversePicoliters = reversePicoliters
        self.unprovenPicoliters = unprovenPicoliters
        self.fillNumber = fillNumber
        self.firstEntry = firstEntry
        self.lastEntry = lastEntry
        self.lastHash = lastHash
        self.schema = schema
        self.began = began
    }
}
