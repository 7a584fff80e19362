// SPDX-License-Identifier: Apache-2.0

/// A piece of a section.
public enum ReportBlock: Hashable, Sendable {
    case paragraph(String)
    case facts(ReportFacts)
    case table(ReportTable)
    case plot(Plot)
    case findings(ReportFindings)
    case verbatim(ReportVerbatim)
}

extension ReportBlock: Codable {
    private enum CodingKeys: String, CodingKey {
        case type
        case text
    }

    private enum Kind: String, Codable {
        case paragraph
        case facts
        case table
        case plot
        case findings
        case verbatim
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self =
            switch try container.decode(Kind.self, forKey: .type) {
            case .paragraph: .paragraph(try container.decode(String.self, forKey: .text))
            case .facts: .facts(try ReportFacts(from: decoder))
            case .table: .table(try ReportTable(from: decoder))
            case .plot: .plot(try Plot(from: decoder))
            case .findings: .findings(try ReportFindings(from: decoder))
            case .verbatim: .verbatim(try ReportVerbatim(from: decoder))
            }
    }

    /// The fields of the piece itself, beside the name of its kind.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .paragraph(let text):
            try container.encode(Kind.paragraph, forKey: .type)
            try container.encode(text, forKey: .text)
        case .facts(let facts):
            try container.encode(Kind.facts, forKey: .type)
            try facts.encode(to: encoder)
        case .table(let table):
            try container.encode(Kind.table, forKey: .type)
            try table.encode(to: encoder)
        case .plot(let plot):
            try container.encode(Kind.plot, forKey: .type)
            try plot.encode(to: encoder)
        case .findings(let findings):
            try container.encode(Kind.findings, forKey: .type)
            try findings.encode(to: encoder)
        case .verbatim(let verbatim):
            try container.encode(Kind.verbatim, forKey: .type)
            try verbatim.encode(to: encoder)
        }
    }
}
