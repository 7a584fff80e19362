// SPDX-License-Identifier: Apache-2.0

/// Something that whoever reads the report should know of.
public struct ReportFinding: Codable, Hashable, Sendable {
    /// In kebab case, and of one finding only in its list.
    public var id: String
    public var severity: ReportSeverity
    /// One sentence.
    public var text: String
    /// What lies behind it, or what to do.
    public var detail: String?

    public init(id: String, severity: ReportSeverity, text: String, detail: String? = nil) {
        self.id = id
        self.severity = severity
        self.text = text
        self.detail = detail
    }
}
