// SPDX-License-Identifier: Apache-2.0

/// A report as a value: what it says, not how it looks. ``text(width:)``, ``json()`` and ``html()`` show it; the same
/// document gives the same bytes on every machine, in every place and at every time.
public struct ReportDocument: Codable, Hashable, Sendable {
    public var title: String
    /// One line below the title.
    public var subtitle: String?
    /// What must be read before anything else; it is set off from the rest.
    public var notice: String?
    public var sections: [ReportSection]

    public init(title: String, subtitle: String? = nil, notice: String? = nil, sections: [ReportSection]) {
        self.title = title
        self.subtitle = subtitle
        self.notice = notice
        self.sections = sections
    }
}
