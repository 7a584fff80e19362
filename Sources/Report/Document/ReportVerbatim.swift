// SPDX-License-Identifier: Apache-2.0

/// A text as it was written, to be kept letter by letter: a file that was in force.
public struct ReportVerbatim: Codable, Hashable, Sendable {
    /// In kebab case, and of one block only in its section.
    public var id: String
    public var title: String
    public var text: String

    public init(id: String, title: String, text: String) {
        self.id = id
        self.title = title
        self.text = text
    }
}
