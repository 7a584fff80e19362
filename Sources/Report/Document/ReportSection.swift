// SPDX-License-Identifier: Apache-2.0

/// A chapter of a report.
public struct ReportSection: Codable, Hashable, Sendable {
    /// In kebab case, and of one section only in its document: it is the anchor in HTML.
    public var id: String
    public var title: String
    public var blocks: [ReportBlock]

    public init(id: String, title: String, blocks: [ReportBlock]) {
        self.id = id
        self.title = title
        self.blocks = blocks
    }
}
