// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Programmer.Commit` takes.
public struct CommitParameters: Codable, Sendable, Equatable {
    public var requestId: String
    public var proposalId: String
    public var revision: Int64
    public var `operator`: String

    public init(requestId: String, proposalId: String, revision: Int64, `operator`: String) {
        self.requestId = requestId
        self.proposalId = proposalId
        self.revision = revision
        self.operator = `operator`
    }
}
