// SPDX-License-Identifier: Apache-2.0

/// A value of a ``Payload``. There are no fractions: every quantity is an integer of its smallest unit.
public enum PayloadValue: Hashable, Sendable {
    case string(String)
    case integer(Int64)
    case boolean(Bool)
    case list([PayloadValue])
    case object(Payload)

    /// A list of texts, such as names.
    public static func strings(_ strings: [String]) -> PayloadValue { .list(strings.map { .string($0) }) }

    func write(to text: inout String) {
        switch self {
        case .string(let string): Self.writeString(string, to: &text)
        case .integer(let integer): text.append(String(integer))
        case .boolean(let boolean): text.append(boolean ? "true" : "false")
        case .list(let values):
            text.append("[")
            for (index, value) in values.enumerated() {
                if index > 0 { text.append(",") }
                value.write(to: &text)
            }
            text.append("]")
        case .object(let payload): payload.write(to: &text)
        }
    }

    /// Writes a JSON string (RFC 8259): quotes, backslashes and control characters escaped, all else as it is.
    static func writeString(_ string: String, to text: inout String) {
        text.append("\"")
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text.append("\\\"")
            case "\\": text.append("\\\\")
            case "\n": text.append("\\n")
            case "\r": text.append("\\r")
            case "\t": text.append("\\t")
            case "\u{0}"..."\u{1F}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                text.append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text.append("\"")
    }
}

extension PayloadValue: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self = .string(value) }
}

extension PayloadValue: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) { self = .integer(value) }
}

extension PayloadValue: ExpressibleByBooleanLiteral {
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
}
