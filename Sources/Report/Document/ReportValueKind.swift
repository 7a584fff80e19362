// SPDX-License-Identifier: Apache-2.0

/// What a column or a fact holds, and how exactly it is shown. JSON has the values unrounded.
public enum ReportValueKind: Hashable, Sendable {
    case text
    case integer
    /// With that many decimals, 0 to 9.
    case number(decimals: Int)
    /// All three with that many decimals, 0 to 9.
    case interval(decimals: Int)
    case time
    /// Of whole seconds, shown in the units that suit it: `2 h 3 min`.
    case duration
    case flag

    /// Numbers stand under each other by their ends.
    public var isNumeric: Bool {
        switch self {
        case .integer, .number, .interval, .duration: true
        case .text, .time, .flag: false
        }
    }

    var decimals: Int {
        switch self {
        case .number(let decimals), .interval(let decimals): min(max(decimals, 0), 9)
        case .text, .integer, .time, .duration, .flag: 0
        }
    }

    fileprivate var name: Name {
        switch self {
        case .text: .text
        case .integer: .integer
        case .number: .number
        case .interval: .interval
        case .time: .time
        case .duration: .duration
        case .flag: .flag
        }
    }

    fileprivate enum Name: String, Codable {
        case text
        case integer
        case number
        case interval
        case time
        case duration
        case flag
    }
}

extension ReportValueKind: Codable {
    private enum CodingKeys: String, CodingKey {
        case type
        case decimals
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let decimals = try container.decodeIfPresent(Int.self, forKey: .decimals) ?? 0
        self =
            switch try container.decode(Name.self, forKey: .type) {
            case .text: .text
            case .integer: .integer
            case .number: .number(decimals: decimals)
            case .interval: .interval(decimals: decimals)
            case .time: .time
            case .duration: .duration
            case .flag: .flag
            }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .type)
        switch self {
        case .number(let decimals), .interval(let decimals): try container.encode(decimals, forKey: .decimals)
        case .text, .integer, .time, .duration, .flag: break
        }
    }
}
