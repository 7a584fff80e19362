// SPDX-License-Identifier: Apache-2.0

extension Plot: Codable {
    private enum CodingKeys: String, CodingKey {
        case id
        case title
        case description
        case horizontal
        case vertical
        case series
        case levels
        case marks
    }

    private static let identifier = ReportKey("id")
    private static let title = ReportKey("title")
    private static let form = ReportKey("form")

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try container.decode(String.self, forKey: .id),
            title: try container.decode(String.self, forKey: .title),
            description: try container.decode(String.self, forKey: .description),
            horizontal: try container.decode(PlotAxis.self, forKey: .horizontal),
            vertical: try container.decode(PlotAxis.self, forKey: .vertical), series: [],
            levels: try container.decode([PlotLevel].self, forKey: .levels),
            marks: try container.decode([PlotMark].self, forKey: .marks))
        var list = try container.nestedUnkeyedContainer(forKey: .series)
        while !list.isAtEnd { series.append(try decoded(try list.nestedContainer(keyedBy: ReportKey.self))) }
    }

    /// A series is a list for each of its numbers, named by the axes and their units; a gap is null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(title, forKey: .title)
        try container.encode(description, forKey: .description)
        try container.encode(horizontal, forKey: .horizontal)
        try container.encode(vertical, forKey: .vertical)
        try container.encode(levels, forKey: .levels)
        try container.encode(marks, forKey: .marks)
        var list = container.nestedUnkeyedContainer(forKey: .series)
        for one in series {
            var fields = list.nestedContainer(keyedBy: ReportKey.self)
            try fields.encode(one.id, forKey: Self.identifier)
            try fields.encode(one.title, forKey: Self.title)
            try fields.encode(one.form, forKey: Self.form)
            try fields.encode(one.points.map { $0.x.isFinite ? $0.x : nil }, forKey: horizontal.name())
            try fields.encode(one.points.map { Self.finite($0.y) }, forKey: vertical.name())
            guard one.points.contains(where: { $0.lower != nil || $0.upper != nil }) else { continue }
            try fields.encode(one.points.map { Self.finite($0.lower) }, forKey: vertical.name("Lower"))
            try fields.encode(one.points.map { Self.finite($0.upper) }, forKey: vertical.name("Upper"))
        }
    }

    private static func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }

    private func decoded(_ fields: KeyedDecodingContainer<ReportKey>) throws -> PlotSeries {
        let x = try fields.decode([Double?].self, forKey: horizontal.name())
        let list = { (key: ReportKey) in try fields.decodeIfPresent([Double?].self, forKey: key) ?? [] }
        let y = try list(vertical.name())
        let lower = try list(vertical.name("Lower"))
        let upper = try list(vertical.name("Upper"))
        let points = x.indices.map { index in
            let value = { (values: [Double?]) in index < values.count ? values[index] : nil }
            return PlotPoint(x: x[index] ?? .nan, y: value(y), lower: value(lower), upper: value(upper))
        }
        return PlotSeries(
            id: try fields.decode(String.self, forKey: Self.identifier),
            title: try fields.decode(String.self, forKey: Self.title),
            form: try fields.decode(PlotSeries.Form.self, forKey: Self.form), points: points)
    }
}
