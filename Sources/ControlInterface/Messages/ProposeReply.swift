// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Programmer.Propose`.
public struct ProposeReply: Codable, Sendable, Equatable {
    public var proposalId: String
    public var oldDocument: String?
    public var changes: [ChangeMessage]
    public var figures: [FigureMessage]
    public var warnings: [String]
    public var expiresSeconds: Int64

    public init(
        proposalId: String, oldDocument: String? = nil, changes: [ChangeMessage], figures: [FigureMessage],
        warnings: [String], expiresSeconds: Int64
    ) {
        self.proposalId = proposalId
        self.oldDocument = oldDocument
        self.changes = changes
        self.figures = figures
        self.warnings = warnings
        self.expiresSeconds = expiresSeconds
    }
}
