// SPDX-License-Identifier: Apache-2.0

/// A list of names and values.
public struct ReportFacts: Codable, Hashable, Sendable {
    /// In kebab case, and of one block only in its section.
    public var id: String
    public var title: String?
    public var facts: [ReportFact]

    public init(id: String, title: String? = nil, facts: [ReportFact]) {
        self.id = id
        self.title = title
        self.facts = facts
    }
}
