// SPDX-License-Identifier: Apache-2.0

/// A trial as it stands.
public struct TrialMessage: Codable, Sendable, Equatable {
    public var kind: TrialKindWord
    public var step: String
    public var dosesGiven: Int64
    /// Nil in a continuous trial.
    public var dosesPlanned: Int64?
    /// 0 to 10; nil before the first.
    public var lastScore: Int64?
    public var relief: Bool
    /// Of the present step; nil where it has no end of its own.
    public var remainingSeconds: Int64?
    /// What to do next.
    public var next: String

    public init(
        kind: TrialKindWord, step: String, dosesGiven: Int64, dosesPlanned: Int64? = nil, lastScore: Int64? = nil,
        relief: Bool, remainingSeconds: Int64? = nil, next: String
    ) {
        self.kind = kind
        self.step = step
        self.dosesGiven = dosesGiven
        self.dosesPlanned = dosesPlanned
        self.lastScore = lastScore
        self.relief = relief
        self.remainingSeconds = remainingSeconds
        self.next = next
    }
}
