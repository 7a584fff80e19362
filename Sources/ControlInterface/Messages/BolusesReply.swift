// SPDX-License-Identifier: Apache-2.0

/// A reply of `io.cisterna.History.Boluses`: a bolus, or nothing at the end.
public struct BolusesReply: Codable, Sendable, Equatable {
    public var bolus: RecordedBolusMessage?

    public init(
        bolus: RecordedBolusMessage? = nil
    ) {
        self.bolus = bolus
    }
}
