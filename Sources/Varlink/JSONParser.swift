// SPDX-License-Identifier: Apache-2.0

/// A strict RFC 8259 parser: one value, valid UTF-8, no duplicate members, bounded depth, finite numbers.
///
/// Two member names that Unicode holds canonically equal count as duplicates, because a Swift dictionary would.
struct JSONParser {
    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes)
        parser.skipWhitespace()
        let value = try parser.value()
        parser.skipWhitespace()
        guard parser.index == bytes.count else { throw parser.failure(.trailingBytes) }
        return value
    }

    private func failure(_ reason: JSONError.Reason) -> JSONError {
        JSONError(reason: reason, offset: index)
    }

    private var next: UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    private mutating func skipWhitespace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            index += 1
        }
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        guard let byte = next else { throw failure(.unexpectedEnd) }
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw failure(.unexpectedByte)
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for position in 0..<word.utf8CodeUnitCount {
            guard let byte = next else { throw failure(.unexpectedEnd) }
            guard byte == word.utf8Start[position] else { throw failure(.unexpectedByte) }
            index += 1
        }
        return value
    }

    private mutating func descend() throws(JSONError) {
        guard depth < JSONValue.maximumDepth else { throw failure(.tooDeep) }
        depth += 1
        index += 1
        skipWhitespace()
    }

    /// After an element: true for a comma, false for the closing byte.
    private mutating func continues(until closing: UInt8) throws(JSONError) -> Bool {
        skipWhitespace()
        guard let byte = next else { throw failure(.unexpectedEnd) }
        guard byte == closing || byte == UInt8(ascii: ",") else { throw failure(.unexpectedByte) }
        index += 1
        skipWhitespace()
        return byte != closing
    }

    private mutating func array() throws(JSONError) -> JSONValue {
        try descend()
        defer { depth -= 1 }
        var elements: [JSONValue] = []
        if next == UInt8(ascii: "]") {
            index += 1
            return .array(elements)
        }
        repeat {
            elements.append(try value())
        } while try continues(until: UInt8(ascii: "]"))
        return .array(elements)
    }

    private mutating func object() throws(JSONError) -> JSONValue {
        try descend()
        defer { depth -= 1 }
        var members: [String: JSONValue] = [:]
        if next == UInt8(ascii: "}") {
            index += 1
            return .object(members)
        }
        repeat {
            guard let byte = next else { throw failure(.unexpectedEnd) }
            guard byte == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
            let name = try string()
            skipWhitespace()
            guard let colon = next else { throw failure(.unexpectedEnd) }
            guard colon == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
            index += 1
            skipWhitespace()
            let value = try self.value()
            guard members.updateValue(value, forKey: name) == nil else { throw failure(.duplicateMember) }
        } while try continues(until: UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func digits() throws(JSONError) {
        let start = index
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            index += 1
        }
        guard index > start else { throw failure(next == nil ? .unexpectedEnd : .badNumber) }
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = index
        var isWhole = true
        if next == UInt8(ascii: "-") { index += 1 }
        if next == UInt8(ascii: "0") {
            index += 1
        } else {
            try digits()
        }
        if next == UInt8(ascii: ".") {
            isWhole = false
            index += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isWhole = false
            index += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
            try digits()
        }
        // Only ASCII digits and signs came this far.
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isWhole, let number = Int64(text) { return .integer(number) }
        guard let number = Double(text), number.isFinite else { throw failure(.numberTooLarge) }
        return .double(number)
    }

    private mutating func string() throws(JSONError) -> String {
        index += 1
        var buffer: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: buffer, as: UTF8.self) else { throw failure(.notUTF8) }
                index += 1
                return text
            case UInt8(ascii: "\\"):
                index += 1
                try escape(into: &buffer)
            case 0..<0x20:
                throw failure(.controlCharacter)
            default:
                buffer.append(byte)
                index += 1
            }
        }
        throw failure(.unexpectedEnd)
    }

    private mutating func escape(into buffer: inout [UInt8]) throws(JSONError) {
        guard let byte = next else { throw failure(.unexpectedEnd) }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
        case UInt8(ascii: "b"): buffer.append(0x08)
        case UInt8(ascii: "f"): buffer.append(0x0C)
        case UInt8(ascii: "n"): buffer.append(0x0A)
        case UInt8(ascii: "r"): buffer.append(0x0D)
        case UInt8(ascii: "t"): buffer.append(0x09)
        case UInt8(ascii: "u"): buffer.append(contentsOf: String(Character(try unicodeScalar())).utf8)
        default:
            index -= 1
            throw failure(.badEscape)
        }
    }

    private mutating func unicodeScalar() throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        // A surrogate: only a high one with a low one after it stands for a character.
        guard first < 0xDC00, next == UInt8(ascii: "\\") else { throw failure(.badEscape) }
        index += 1
        guard next == UInt8(ascii: "u") else { throw failure(.badEscape) }
        index += 1
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        else { throw failure(.badEscape) }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next else { throw failure(.unexpectedEnd) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw failure(.badEscape)
            }
            value = value << 4 | UInt16(digit)
            index += 1
        }
        return value
    }
}

extension JSONValue {
    /// How many arrays and objects may lie within one another.
    public static let maximumDepth = 64

    /// Parses one JSON value (RFC 8259) that fills `bytes` but for whitespace around it.
    ///
    /// Refused: anything but UTF-8, lone surrogates, duplicate members, more than ``maximumDepth`` levels, numbers
    /// beyond the range of a double.
    public init(parsing bytes: some Sequence<UInt8>) throws(JSONError) {
        self = try JSONParser.parse(Array(bytes))
    }
}
