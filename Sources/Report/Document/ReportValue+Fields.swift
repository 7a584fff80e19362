// SPDX-License-Identifier: Apache-2.0

// A value in JSON is of its own type; which one, its column or fact says.

extension KeyedEncodingContainer<ReportKey> {
    mutating func encode(_ value: ReportValue, forKey key: ReportKey) throws {
        switch value {
        case .missing: try encodeNil(forKey: key)
        case .text(let text): try encode(text, forKey: key)
        case .integer(let integer): try encode(integer, forKey: key)
        // JSON has no word for what is not finite.
        case .number(let number) where !number.isFinite: try encodeNil(forKey: key)
        case .number(let number): try encode(number, forKey: key)
        case .interval(let lower, let nominal, let upper):
            guard lower.isFinite, nominal.isFinite, upper.isFinite else { return try encodeNil(forKey: key) }
            try encode(["lower": lower, "nominal": nominal, "upper": upper], forKey: key)
        case .time(let time): try encode(time, forKey: key)
        case .flag(let flag): try encode(flag, forKey: key)
        }
    }
}

extension KeyedDecodingContainer<ReportKey> {
    func decode(_ kind: ReportValueKind, forKey key: ReportKey) throws -> ReportValue {
        guard try !decodeNil(forKey: key) else { return .missing }
        switch kind {
        case .text: return .text(try decode(String.self, forKey: key))
        case .integer, .duration: return .integer(try decode(Int64.self, forKey: key))
        case .number: return .number(try decode(Double.self, forKey: key))
        case .interval:
            let bounds = try decode([String: Double].self, forKey: key)
            guard let lower = bounds["lower"], let nominal = bounds["nominal"], let upper = bounds["upper"] else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: self, debugDescription: "an interval has lower, nominal and upper")
            }
            return .interval(lower: lower, nominal: nominal, upper: upper)
        case .time: return .time(try decode(ReportTime.self, forKey: key))
        case .flag: return .flag(try decode(Bool.self, forKey: key))
        }
    }
}
