// SPDX-License-Identifier: Apache-2.0
import Varlink

/// The reply of `io.cisterna.Programmer.TrialReport`.
public struct TrialReportReply: Codable, Sendable, Equatable {
    public var lines: [String]
    /// Nil where the trial gives no ground for one.
    public var proposedDocument: String?
    public var report: JSONValue

    public init(lines: [String], proposedDocument: String? = nil, report: JSONValue) {
        self.lines = lines
        self.proposedDocument = proposedDocument
        self.report = report
    }
}
