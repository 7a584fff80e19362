// SPDX-License-Identifier: Apache-2.0

/// Rows under typed columns.
public struct ReportTable: Hashable, Sendable {
    /// In kebab case, and of one block only in its section.
    public var id: String
    public var title: String
    public var columns: [ReportColumn]
    public private(set) var rows: [[ReportValue]]
    /// What is said where there are no rows.
    public var whenEmpty: String

    /// Each row has a value of the right kind for each column.
    public init(
        id: String, title: String, columns: [ReportColumn], rows: [[ReportValue]], whenEmpty: String = "None."
    ) {
        for row in rows {
            precondition(row.count == columns.count, "table \(id): \(row.count) values in \(columns.count) columns")
            for (value, column) in zip(row, columns) {
                precondition(value.fits(column.kind), "table \(id), \(column.id): \(value) is no \(column.kind)")
            }
        }
        self.id = id
        self.title = title
        self.columns = columns
        self.rows = rows
        self.whenEmpty = whenEmpty
    }
}

extension ReportTable: Codable {
    private enum CodingKeys: String, CodingKey {
        case id
        case title
        case columns
        case rows
        case whenEmpty
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        title = try container.decode(String.self, forKey: .title)
        columns = try container.decode([ReportColumn].self, forKey: .columns)
        whenEmpty = try container.decode(String.self, forKey: .whenEmpty)
        rows = []
        var list = try container.nestedUnkeyedContainer(forKey: .rows)
        while !list.isAtEnd {
            let fields = try list.nestedContainer(keyedBy: ReportKey.self)
            rows.append(try columns.map { try fields.decode($0.kind, forKey: $0.key) })
        }
    }

    /// A row is an object: the name of a number ends with its unit.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(title, forKey: .title)
        try container.encode(columns, forKey: .columns)
        try container.encode(whenEmpty, forKey: .whenEmpty)
        var list = container.nestedUnkeyedContainer(forKey: .rows)
        for row in rows {
            var fields = list.nestedContainer(keyedBy: ReportKey.self)
            for (value, column) in zip(row, columns) { try fields.encode(value, forKey: column.key) }
        }
    }
}
