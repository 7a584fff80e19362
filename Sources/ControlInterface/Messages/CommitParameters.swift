// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Programmer.Commit` takes.
public struct CommitParameters: Codable, Sendable, Equatable {
    public var requestId: String
    public var proposalId: String
    public var revision: Int64
    public var `operator`: String
    /// Who overrides the soft limits.
    public var overrideName: String?
    public var overrideReason: String?

    public init(
        requestId: String, proposalId: String, revision: Int64, `operator`: String, overrideName: String? = nil,
        overrideReason: String? = nil
    ) {
        self.requestId = requestId
        self.proposalId = proposalId
        self.revision = revision
        self.operator = `operator`
        self.overrideName = overrideName
        self.overrideReason = overrideReason
    }
}
