// SPDX-License-Identifier: Apache-2.0

/// A bolus under way, or one that waits for a demand bolus to end.
public struct BolusMessage: Codable, Sendable, Equatable {
    public var bolusId: Int64
    public var kind: BolusKindWord
    public var volumeNanoliters: Int64
    public var deliveredNanoliters: Int64
    public var remainingSeconds: Int64

    public init(
        bolusId: Int64, kind: BolusKindWord, volumeNanoliters: Int64, deliveredNanoliters: Int64,
        remainingSeconds: Int64
    ) {
        self.bolusId = bolusId
        self.kind = kind
        self.volumeNanoliters = volumeNanoliters
        self.deliveredNanoliters = deliveredNanoliters
        self.remainingSeconds = remainingSeconds
    }
}
