// SPDX-License-Identifier: Apache-2.0

/// A bolus as the record tells it afterwards.
public struct RecordedBolusMessage: Codable, Sendable, Equatable {
    public var bolusId: Int64
    public var kind: BolusKindWord
    public var orderedNanoliters: Int64
    public var durationSeconds: Int64
    public var state: BolusStateWord
    public var deliveredLowerNanoliters: Int64
    public var deliveredUpperNanoliters: Int64
    public var orderedAt: String?
    public var endedAt: String?
    public var requestId: String?

    public init(
        bolusId: Int64, kind: BolusKindWord, orderedNanoliters: Int64, durationSeconds: Int64, state: BolusStateWord,
        deliveredLowerNanoliters: Int64, deliveredUpperNanoliters: Int64, orderedAt: String? = nil,
        endedAt: String? = nil, requestId: String? = nil
    ) {
        self.bolusId = bolusId
        self.kind = kind
        self.orderedNanoliters = orderedNanoliters
        self.durationSeconds = durationSeconds
        self.state = state
        self.deliveredLowerNanoliters = deliveredLowerNanoliters
        self.deliveredUpperNanoliters = deliveredUpperNanoliters
        self.orderedAt = orderedAt
        self.endedAt = endedAt
        self.requestId = requestId
    }
}
