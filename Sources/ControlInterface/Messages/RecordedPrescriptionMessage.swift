// SPDX-License-Identifier: Apache-2.0

/// A prescription that was committed, word by word.
public struct RecordedPrescriptionMessage: Codable, Sendable, Equatable {
    public var revision: Int64
    public var text: String
    public var digest: String
    public var rigDigest: String
    public var `operator`: String
    public var reason: String
    public var committedAt: String
    public var fillNumber: Int64

    public init(
        revision: Int64, text: String, digest: String, rigDigest: String, `operator`: String, reason: String,
        committedAt: String, fillNumber: Int64
    ) {
        self.revision = revision
        self.text = text
        self.digest = digest
        self.rigDigest = rigDigest
        self.operator = `operator`
        self.reason = reason
        self.committedAt = committedAt
        self.fillNumber = fillNumber
    }
}
