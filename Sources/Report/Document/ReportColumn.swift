// SPDX-License-Identifier: Apache-2.0

/// A column of a table.
public struct ReportColumn: Codable, Hashable, Sendable {
    /// In lower camel case, and of one column only in its table: `delivered`.
    public var id: String
    public var title: String
    public var kind: ReportValueKind
    public var unit: ReportUnit?

    public init(id: String, title: String, kind: ReportValueKind = .text, unit: ReportUnit? = nil) {
        self.id = id
        self.title = title
        self.kind = kind
        self.unit = unit
    }

    /// With the unit: `Delivered (uL)`. A duration has its units beside its numbers.
    var head: String {
        guard let unit, kind != .duration else { return title }
        return "\(title) (\(unit.symbol))"
    }

    var key: ReportKey { ReportKey(id, unit) }
}
