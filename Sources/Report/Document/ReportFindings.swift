// SPDX-License-Identifier: Apache-2.0

/// A list of findings, in the order in which they are to be read.
public struct ReportFindings: Codable, Hashable, Sendable {
    /// In kebab case, and of one block only in its section.
    public var id: String
    public var title: String?
    public var findings: [ReportFinding]
    /// What is said where there are none.
    public var whenEmpty: String

    public init(id: String, title: String? = nil, findings: [ReportFinding], whenEmpty: String = "None.") {
        self.id = id
        self.title = title
        self.findings = findings
        self.whenEmpty = whenEmpty
    }
}
