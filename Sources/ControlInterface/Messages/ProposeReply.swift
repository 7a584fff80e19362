// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Programmer.Propose`, and the proposal of a refill.
public struct ProposeReply: Codable, Sendable, Equatable {
    public var proposalId: String
    public var oldDocument: String?
    public var changes: [ChangeMessage]
    public var figures: [FigureMessage]
    public var warnings: [String]
    public var softLimits: [SoftLimitMessage]
    public var ahead: [TipDoseMessage]
    public var expiresSeconds: Int64

    public init(
        proposalId: String, oldDocument: String? = nil, changes: [ChangeMessage], figures: [FigureMessage],
        warnings: [String], softLimits: [SoftLimitMessage], ahead: [TipDoseMessage], expiresSeconds: Int64
    ) {
        self.proposalId = proposalId
        self.oldDocument = oldDocument
        self.changes = changes
        self.figures = figures
        self.warnings = warnings
        self.softLimits = softLimits
        self.ahead = ahead
        self.expiresSeconds = expiresSeconds
    }
}
