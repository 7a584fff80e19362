// SPDX-License-Identifier: Apache-2.0

extension TOMLReader {
    /// `"…"` with escapes or `'…'` without; the reader stands on the opening quote.
    mutating func singleLineString() throws(TOMLSyntaxError) -> String {
        let start = position
        let isLiteral = next == UInt8(ascii: "'")
        let quote = isLiteral ? UInt8(ascii: "'") : UInt8(ascii: "\"")
        advance()
        var content: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\n") {
            if byte == quote {
                advance()
                return String(decoding: content, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\"), !isLiteral {
                content += try escape()
            } else {
                content.append(byte)
                advance()
            }
        }
        throw failure("this text has no closing quote", at: start)
    }

    /// `"""…"""` or `'''…'''`; a line end right after the opening quotes is no part of it.
    mutating func multiLineString() throws(TOMLSyntaxError) -> String {
        let start = position
        let isLiteral = next == UInt8(ascii: "'")
        let quote = isLiteral ? UInt8(ascii: "'") : UInt8(ascii: "\"")
        advance(3)
        if isNext("\r\n") { advance(2) } else if isNext("\n") { advance() }
        var content: [UInt8] = []
        while let byte = next {
            if byte == quote, isLiteral ? isNext("'''") : isNext("\"\"\"") {
                // Up to two quotes may stand before the three that close.
                var run = 0
                while index + run < bytes.count, bytes[index + run] == quote, run < 5 { run += 1 }
                content += Array(repeating: quote, count: run - 3)
                advance(run)
                return String(decoding: content, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\"), !isLiteral {
                if endsLineAfterBackslash() {
                    advance()
                    skipLineEnds()
                } else {
                    content += try escape()
                }
            } else {
                content.append(byte)
                advance()
            }
        }
        throw failure("this text has no closing quotes", at: start)
    }

    private func endsLineAfterBackslash() -> Bool {
        var ahead = index + 1
        while ahead < bytes.count, [0x20, 0x09, 0x0D].contains(bytes[ahead]) { ahead += 1 }
        return ahead < bytes.count && bytes[ahead] == UInt8(ascii: "\n")
    }

    private mutating func skipLineEnds() {
        while let byte = next, [0x20, 0x09, 0x0D, 0x0A].contains(byte) { advance() }
    }

    private mutating func escape() throws(TOMLSyntaxError) -> [UInt8] {
        let start = position
        advance()
        let letter = next
        advance()
        switch letter {
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "\""): return [0x22]
        case UInt8(ascii: "\\"): return [0x5C]
        case UInt8(ascii: "u"): return try codePoint(digits: 4, at: start)
        case UInt8(ascii: "U"): return try codePoint(digits: 8, at: start)
        default: throw failure("no escape that TOML knows; a backslash itself is written twice", at: start)
        }
    }

    private mutating func codePoint(digits: Int, at start: DocumentPosition) throws(TOMLSyntaxError) -> [UInt8] {
        guard index + digits <= bytes.count,
            let value = UInt32(String(decoding: bytes[index..<(index + digits)], as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(value), value != 0
        else { throw failure("no character has this code", at: start) }
        advance(digits)
        return Array(String(Character(scalar)).utf8)
    }
}
