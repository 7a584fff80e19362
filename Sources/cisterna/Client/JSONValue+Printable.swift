// SPDX-License-Identifier: Apache-2.0
import Varlink

extension JSONValue {
    /// The same without control characters in its strings, but for line ends and tabs: what others wrote must not
    /// speak to a terminal.
    var printable: JSONValue {
        switch self {
        case .null, .bool, .integer, .double: self
        case .string(let text): .string(Self.printable(text))
        case .array(let elements): .array(elements.map(\.printable))
        case .object(let members): .object(members.mapValues(\.printable))
        }
    }

    static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            if !isControl || scalar == "\n" || scalar == "\t" { result.append(scalar) }
        }
        return String(result)
    }
}
