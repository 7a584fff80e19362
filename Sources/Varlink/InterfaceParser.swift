// SPDX-License-Identifier: Apache-2.0

/// A recursive-descent parser for the Varlink interface definition language.
struct InterfaceParser {
    private typealias Token = InterfaceLexer.Token
    private typealias Kind = InterfaceLexer.Kind

    /// How deep types may nest: far beyond any real interface, and well within the stack.
    private static let maximumDepth = 64

    private var lexer: InterfaceLexer
    private var token: Token
    private var depth = 0
    /// The comment lines that end right above the current line.
    private var comments: [String] = []
    /// Every use of a declared type, to look up once all are known.
    private var uses: [(name: String, token: Token)] = []

    init(_ text: String) throws(InterfaceError) {
        lexer = InterfaceLexer(text)
        token = try lexer.token()
    }

    mutating func parse() throws(InterfaceError) -> (name: String, members: [InterfaceMember]) {
        try skipBlankLines(fromLineStart: true)
        guard token.kind == .word("interface") else { throw expected("'interface'") }
        try advance()
        guard case .word(let name) = token.kind, InterfaceName.isInterface(name) else {
            throw expected("an interface name")
        }
        try advance()
        try endOfLine()
        var members: [InterfaceMember] = []
        var names: Set<String> = []
        while true {
            try skipBlankLines(fromLineStart: true)
            guard token.kind != .end else { break }
            members.append(try member(&names))
            try endOfLine()
        }
        let types = Set(members.compactMap { if case .type = $0.declaration { $0.name } else { nil } })
        for use in uses where !types.contains(use.name) {
            throw failure("type '\(use.name)' is not declared", at: use.token)
        }
        return (name, members)
    }

    private func failure(_ message: String, at token: Token) -> InterfaceError {
        InterfaceError(message: message, line: token.line, column: token.column)
    }

    private func expected(_ what: String) -> InterfaceError {
        failure("expected \(what), found \(token.kind.description)", at: token)
    }

    private mutating func advance() throws(InterfaceError) {
        token = try lexer.token()
    }

    private mutating func expect(_ character: Character) throws(InterfaceError) {
        guard token.kind == .punctuation(character) else { throw expected("'\(character)'") }
        try advance()
    }

    /// Skips line breaks and comments; the comments on lines of their own right above what follows stay in `comments`.
    private mutating func skipBlankLines(fromLineStart: Bool) throws(InterfaceError) {
        comments = []
        var lineIsEmpty = fromLineStart
        while true {
            switch token.kind {
            case .comment(let text):
                if lineIsEmpty { comments.append(text) }
                lineIsEmpty = false
            case .lineBreak:
                if lineIsEmpty { comments = [] }
                lineIsEmpty = true
            default:
                return
            }
            try advance()
        }
    }

    private mutating func endOfLine() throws(InterfaceError) {
        if case .comment = token.kind { try advance() }
        guard token.kind == .lineBreak || token.kind == .end else { throw expected("the end of the line") }
        if token.kind == .lineBreak { try advance() }
    }

    private mutating func member(_ names: inout Set<String>) throws(InterfaceError) -> InterfaceMember {
        let documentation = comments.joined(separator: "\n")
        guard case .word(let keyword) = token.kind, ["type", "method", "error"].contains(keyword) else {
            throw expected("'type', 'method' or 'error'")
        }
        try advance()
        guard case .word(let name) = token.kind, InterfaceName.isMember(name) else {
            throw expected("a name that starts with a capital letter")
        }
        guard names.insert(name).inserted else { throw failure("'\(name)' is declared twice", at: token) }
        try advance()
        let declaration: InterfaceMember.Declaration
        switch keyword {
        case "type":
            declaration = .type(try group())
        case "error":
            declaration = .error(parameters: try structure())
        default:
            let parameters = try structure()
            guard token.kind == .arrow else { throw expected("'->'") }
            try advance()
            declaration = .method(parameters: parameters, reply: try structure())
        }
        return InterfaceMember(name: name, declaration: declaration, documentation: documentation)
    }

    private mutating func structure() throws(InterfaceError) -> [InterfaceField] {
        let start = token
        guard case .structure(let fields) = try group() else { throw failure("expected fields with types", at: start) }
        return fields
    }

    /// What stands in parentheses: fields with types, or the words of an enumeration.
    private mutating func group() throws(InterfaceError) -> InterfaceType {
        guard depth < Self.maximumDepth else { throw failure("nested too deeply", at: token) }
        depth += 1
        defer { depth -= 1 }
        try expect("(")
        try skipBlankLines(fromLineStart: false)
        var fields: [InterfaceField] = []
        var words: [String] = []
        if token.kind != .punctuation(")") {
            try element(&fields, &words)
            while token.kind == .punctuation(",") {
                try advance()
                try skipBlankLines(fromLineStart: false)
                try element(&fields, &words)
            }
        }
        try expect(")")
        return words.isEmpty ? .structure(fields) : .enumeration(words)
    }

    private mutating func element(
        _ fields: inout [InterfaceField], _ words: inout [String]
    ) throws(InterfaceError) {
        let documentation = comments.joined(separator: "\n")
        let start = token
        guard case .word(let name) = token.kind, InterfaceName.isField(name) else { throw expected("a field name") }
        guard !words.contains(name), !fields.contains(where: { $0.name == name }) else {
            throw failure("'\(name)' stands here twice", at: start)
        }
        try advance()
        if token.kind == .punctuation(":") {
            guard words.isEmpty else { throw failure("a field within an enumeration", at: start) }
            try advance()
            fields.append(InterfaceField(name: name, type: try type(), documentation: documentation))
        } else {
            guard fields.isEmpty else { throw expected("':'") }
            words.append(name)
        }
        try skipBlankLines(fromLineStart: false)
    }

    private mutating func type() throws(InterfaceError) -> InterfaceType {
        guard depth < Self.maximumDepth else { throw failure("nested too deeply", at: token) }
        depth += 1
        defer { depth -= 1 }
        switch token.kind {
        case .punctuation("?"):
            try advance()
            guard token.kind != .punctuation("?") else { throw failure("'??' is no type", at: token) }
            return .nullable(try type())
        case .punctuation("["):
            try advance()
            if token.kind == .word("string") {
                try advance()
                try expect("]")
                return .map(try type())
            }
            try expect("]")
            return .array(try type())
        case .punctuation("("):
            return try group()
        default:
            return try namedType()
        }
    }

    private mutating func namedType() throws(InterfaceError) -> InterfaceType {
        guard case .word(let word) = token.kind else { throw expected("a type") }
        let type: InterfaceType
        switch word {
        case "bool": type = .bool
        case "int": type = .int
        case "float": type = .float
        case "string": type = .string
        case "object": type = .object
        case "any": type = .any
        default:
            guard InterfaceName.isMember(word) else { throw expected("a type") }
            uses.append((word, token))
            type = .named(word)
        }
        try advance()
        return type
    }
}
