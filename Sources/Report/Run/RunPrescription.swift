// SPDX-License-Identifier: Apache-2.0

/// A prescription as it was committed.
public struct RunPrescription: Codable, Hashable, Sendable {
    public struct Drug: Codable, Hashable, Sendable {
        public var name: String
        public var picogramsPerMicroliter: Int64
    }

    public var revision: Int64
    /// Nil where this version cannot read the text.
    public var name: String?
    public var digest: String
    public var rigDigest: String
    public var operatorName: String
    public var reason: String
    public var committedAt: ReportTime
    public var fillNumber: Int64
    public var text: String
    /// Of the mixture; empty where this version cannot read the text.
    public var drugs: [Drug]
    /// A ceiling below the rig's, in picolitres a day.
    public var maximumPicolitersPerDay: Int64?
}
