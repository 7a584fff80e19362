// SPDX-License-Identifier: Apache-2.0

/// Reads TOML 1.0 into a tree that knows where everything stands, which TOMLKit's own tree does not tell.
///
/// It also holds the bounds that keep hostile text harmless: size, depth of nesting and length of dotted keys are
/// limited, so that no recursion, here or in TOMLKit, can exhaust a small thread's stack. TOMLKit reads the same text
/// afterwards and must accept it too: the finer points of the grammar (dates, control characters, separators within
/// numbers) are left to it.
struct TOMLReader {
    /// Twice the largest message of the control interface.
    static let sizeLimit = 512 * 1024
    static let depthLimit = 8
    static let keyPartLimit = 8
    /// Of one array of tables.
    static let elementLimit = 64

    let bytes: [UInt8]
    var index = 0
    private var line = 1
    private var column = 1

    private init(_ text: String) {
        bytes = Array(text.utf8)
        // A byte-order mark is no part of the text.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    static func root(of text: String) throws(TOMLSyntaxError) -> TOMLTableNode {
        guard text.utf8.count <= sizeLimit else {
            throw TOMLSyntaxError(position: .start, message: "a document has at most \(sizeLimit / 1024) KiB")
        }
        var reader = TOMLReader(text)
        return try reader.document()
    }

    // MARK: - Characters

    var position: DocumentPosition { DocumentPosition(line: line, column: column) }

    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    func isNext(_ text: StaticString) -> Bool {
        guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[index + $0] == text.utf8Start[$0] }
    }

    mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where index < bytes.count {
            if bytes[index] == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if bytes[index] & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
    }

    func failure(_ message: String, at place: DocumentPosition? = nil) -> TOMLSyntaxError {
        TOMLSyntaxError(position: place ?? position, message: message)
    }

    mutating func skipBlanks() {
        while next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { advance() }
    }

    /// Blanks, comments and line ends.
    mutating func skipSpace() {
        while let byte = next {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): advance()
            case UInt8(ascii: "#"): while let byte = next, byte != UInt8(ascii: "\n") { advance() }
            default: return
            }
        }
    }

    private mutating func expect(_ character: Unicode.Scalar, after what: String) throws(TOMLSyntaxError) {
        guard next == UInt8(ascii: character) else { throw failure("“\(character)” is expected after \(what)") }
        advance()
    }

    // MARK: - Structure

    private mutating func document() throws(TOMLSyntaxError) -> TOMLTableNode {
        if let zero = bytes.firstIndex(of: 0) {
            advance(zero - index)
            throw failure("a document is text: a NUL character has no place in it")
        }
        let root = TOMLTableNode(origin: .header, position: position)
        var current = root
        while true {
            skipSpace()
            guard let byte = next else { return root }
            if byte == UInt8(ascii: "[") {
                current = try header(root: root)
            } else {
                try keyAndValue(into: current, depth: 0)
            }
            skipBlanks()
            guard next == nil || next == UInt8(ascii: "\n") || next == UInt8(ascii: "#") || isNext("\r\n") else {
                throw failure("one statement a line: what follows here belongs to the next line or in quotes")
            }
        }
    }

    private mutating func header(root: TOMLTableNode) throws(TOMLSyntaxError) -> TOMLTableNode {
        let start = position
        let isElement = isNext("[[")
        advance(isElement ? 2 : 1)
        let keys = try dottedKey()
        for _ in 0..<(isElement ? 2 : 1) { try expect("]", after: "the name of a table") }
        var table = root
        for key in keys.dropLast() { table = try descend(from: table, into: key, origin: .implied) }
        let last = keys[keys.count - 1]
        let found = table[last.name]
        let new = TOMLTableNode(origin: .header, position: start)
        if isElement {
            var elements: [TOMLTableNode] = []
            if let found {
                guard case .tables(let before) = found.content else { throw twice(last, found) }
                guard before.count < Self.elementLimit else {
                    throw failure("an array of tables has at most \(Self.elementLimit)", at: start)
                }
                elements = before
            }
            table[last.name] = TOMLNode(
                content: .tables(elements + [new]), keyPosition: found?.keyPosition ?? last.position,
                valuePosition: found?.valuePosition ?? start)
            return new
        }
        if let found {
            guard case .table(let before) = found.content, before.origin == .implied else { throw twice(last, found) }
            before.origin = .header
            before.position = start
            return before
        }
        table[last.name] = TOMLNode(content: .table(new), keyPosition: last.position, valuePosition: start)
        return new
    }

    mutating func keyAndValue(into table: TOMLTableNode, depth: Int) throws(TOMLSyntaxError) {
        let keys = try dottedKey()
        try expect("=", after: "a key")
        skipBlanks()
        let valuePosition = position
        let content = try value(depth: depth)
        var target = table
        for key in keys.dropLast() { target = try descend(from: target, into: key, origin: .dotted) }
        let last = keys[keys.count - 1]
        if let found = target[last.name] { throw twice(last, found) }
        target[last.name] = TOMLNode(content: content, keyPosition: last.position, valuePosition: valuePosition)
    }

    private func descend(
        from table: TOMLTableNode, into key: Key, origin: TOMLTableNode.Origin
    ) throws(TOMLSyntaxError) -> TOMLTableNode {
        guard let found = table[key.name] else {
            let new = TOMLTableNode(origin: origin, position: key.position)
            table[key.name] = TOMLNode(content: .table(new), keyPosition: key.position, valuePosition: key.position)
            return new
        }
        switch found.content {
        case .table(let inner) where inner.origin != .inline: return inner
        case .tables(let elements) where origin == .implied: return elements[elements.count - 1]
        default: throw twice(key, found)
        }
    }

    private func twice(_ key: Key, _ found: TOMLNode) -> TOMLSyntaxError {
        failure("“\(key.name)” is given twice; the first is in line \(found.keyPosition.line)", at: key.position)
    }

    // MARK: - Keys

    struct Key {
        let name: String
        let position: DocumentPosition
    }

    private mutating func dottedKey() throws(TOMLSyntaxError) -> [Key] {
        var keys: [Key] = []
        while true {
            skipBlanks()
            guard keys.count < Self.keyPartLimit else {
                throw failure("a key has at most \(Self.keyPartLimit) parts")
            }
            keys.append(try key())
            skipBlanks()
            guard next == UInt8(ascii: ".") else { return keys }
            advance()
        }
    }

    private mutating func key() throws(TOMLSyntaxError) -> Key {
        let start = position
        if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") {
            return Key(name: try singleLineString(), position: start)
        }
        let first = index
        while let byte = next, Self.isBare(byte) { advance() }
        guard index > first else { throw failure("a key is expected here: letters, digits, “-” and “_”") }
        return Key(name: String(decoding: bytes[first..<index], as: UTF8.self), position: start)
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            return true
        default: return false
        }
    }
}
