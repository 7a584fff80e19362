// SPDX-License-Identifier: Apache-2.0

/// A name and its value.
public struct ReportFact: Hashable, Sendable {
    /// In kebab case, and of one fact only in its list.
    public var id: String
    public var label: String
    public var kind: ReportValueKind
    public var unit: ReportUnit?
    public var value: ReportValue

    /// The value is of the kind.
    public init(
        id: String, label: String, kind: ReportValueKind, unit: ReportUnit? = nil, value: ReportValue
    ) {
        precondition(value.fits(kind), "fact \(id): \(value) is no \(kind)")
        self.id = id
        self.label = label
        self.kind = kind
        self.unit = unit
        self.value = value
    }

    /// A text; nil is missing.
    public init(id: String, label: String, text: String?) {
        self.init(id: id, label: label, kind: .text, value: text.map { .text($0) } ?? .missing)
    }

    /// A time; nil is missing.
    public init(id: String, label: String, time: ReportTime?) {
        self.init(id: id, label: label, kind: .time, value: time.map { .time($0) } ?? .missing)
    }

    /// A whole number; nil is missing.
    public init(id: String, label: String, integer: Int64?, unit: ReportUnit? = nil) {
        self.init(id: id, label: label, kind: .integer, unit: unit, value: integer.map { .integer($0) } ?? .missing)
    }

    /// With the unit, as people read it.
    var shown: String {
        let text = value.shown(as: kind)
        guard let unit, value != .missing, kind != .duration else { return text }
        return "\(text) \(unit.symbol)"
    }
}

extension ReportFact: Codable {
    private enum CodingKeys: String, CodingKey {
        case id
        case label
        case kind
        case unit
    }

    private static func key(_ unit: ReportUnit?) -> ReportKey { ReportKey("value", unit) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        label = try container.decode(String.self, forKey: .label)
        kind = try container.decode(ReportValueKind.self, forKey: .kind)
        unit = try container.decodeIfPresent(ReportUnit.self, forKey: .unit)
        value = try decoder.container(keyedBy: ReportKey.self).decode(kind, forKey: Self.key(unit))
    }

    /// The value stands under `value` with its unit: `valueMicroliters`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(label, forKey: .label)
        try container.encode(kind, forKey: .kind)
        try container.encodeIfPresent(unit, forKey: .unit)
        var values = encoder.container(keyedBy: ReportKey.self)
        try values.encode(value, forKey: Self.key(unit))
    }
}
