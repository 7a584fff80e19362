// SPDX-License-Identifier: Apache-2.0

extension TOMLReader {
    mutating func value(depth: Int) throws(TOMLSyntaxError) -> TOMLNode.Content {
        guard depth < Self.depthLimit else { throw failure("values nest at most \(Self.depthLimit) deep") }
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            return .text(isNext("\"\"\"") || isNext("'''") ? try multiLineString() : try singleLineString())
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "{"): return try inlineTable(depth: depth)
        default: return try bareValue()
        }
    }

    private mutating func array(depth: Int) throws(TOMLSyntaxError) -> TOMLNode.Content {
        advance()
        var elements: [TOMLNode] = []
        while true {
            skipSpace()
            if next == UInt8(ascii: "]") { break }
            let start = position
            let content = try value(depth: depth + 1)
            elements.append(TOMLNode(content: content, keyPosition: start, valuePosition: start))
            skipSpace()
            if next == UInt8(ascii: ",") {
                advance()
            } else if next != UInt8(ascii: "]") {
                throw failure("“,” or “]” is expected after an element of an array")
            }
        }
        advance()
        return .array(elements)
    }

    private mutating func inlineTable(depth: Int) throws(TOMLSyntaxError) -> TOMLNode.Content {
        let table = TOMLTableNode(origin: .dotted, position: position)
        advance()
        skipBlanks()
        while next != UInt8(ascii: "}") {
            try keyAndValue(into: table, depth: depth + 1)
            skipBlanks()
            if next == UInt8(ascii: ",") {
                advance()
                skipBlanks()
            } else if next != UInt8(ascii: "}") {
                throw failure("“,” or “}” is expected after an entry of an inline table")
            }
        }
        advance()
        table.origin = .inline
        return .table(table)
    }

    private mutating func bareValue() throws(TOMLSyntaxError) -> TOMLNode.Content {
        let start = position
        let first = index
        while let byte = next, !Self.endsBareValue(byte) { advance() }
        var word = bytes[first..<index]
        while let last = word.last, last == 0x20 || last == 0x09 { word.removeLast() }
        let text = String(decoding: word, as: UTF8.self)
        switch text {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "": throw failure("a value is expected here", at: start)
        default: break
        }
        let digits = text.filter { $0 != "_" }
        if let integer = Self.integer(digits) { return .integer(integer) }
        if digits.utf8.allSatisfy({ Self.isFloatCharacter($0) }), let float = Double(digits) {
            guard digits.contains(where: { ".eE".contains($0) }) else {
                throw failure("this whole number does not fit 64 bits", at: start)
            }
            return .float(float)
        }
        if ["inf", "+inf", "-inf"].contains(text) { return .float(text == "-inf" ? -.infinity : .infinity) }
        if ["nan", "+nan", "-nan"].contains(text) { return .float(.nan) }
        if let first = text.utf8.first, first >= 0x30, first <= 0x39, text.contains(where: { "-:".contains($0) }) {
            return .moment
        }
        throw failure("“\(text.prefix(40))” is no value; text stands in quotes, like \"1.5 mL\"", at: start)
    }

    private static func endsBareValue(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "\n"),
            UInt8(ascii: "\r"):
            return true
        default: return false
        }
    }

    private static func isFloatCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            return true
        default: return false
        }
    }

    private static func integer(_ text: String) -> Int64? {
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
            return Int64(text.dropFirst(2), radix: radix)
        }
        return Int64(text)
    }
}
