// SPDX-License-Identifier: Apache-2.0

/// A prescription as it was committed.
public struct StoredPrescription: Hashable, Sendable {
    public let revision: Int64
    /// The therapy file, byte for byte.
    public let text: String
    /// Of the text.
    public let digest: String
    /// Of the rig description that it was reviewed against.
    public let rigDigest: String
    /// Who committed it.
    public let operatorName: String
    public let reason: String
    /// The fill of the reservoir that it counts on.
    public let fillNumber: Int64
    public let committedAt: LedgerTime
}
