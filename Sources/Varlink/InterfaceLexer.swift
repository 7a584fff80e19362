// SPDX-License-Identifier: Apache-2.0

/// Cuts an interface definition into tokens with their places.
struct InterfaceLexer {
    enum Kind: Equatable {
        /// Letters, digits, and `-`, `.`, `_` after the first.
        case word(String)
        case punctuation(Character)
        case arrow
        /// The text after `#`, without one leading space.
        case comment(String)
        case lineBreak
        case end

        /// For error messages.
        var description: String {
            switch self {
            case .word(let text): "'\(text)'"
            case .punctuation(let character): "'\(character)'"
            case .arrow: "'->'"
            case .comment: "a comment"
            case .lineBreak: "the end of the line"
            case .end: "the end of the text"
            }
        }
    }

    struct Token {
        let kind: Kind
        let line: Int
        let column: Int
    }

    private var rest: Substring
    private var line = 1
    private var column = 1

    init(_ text: String) {
        rest = text[...]
    }

    mutating func token() throws(InterfaceError) -> Token {
        skip { $0 == " " || $0 == "\t" }
        let line = line
        let column = column
        return Token(kind: try kind(), line: line, column: column)
    }

    private mutating func advance() {
        let character = rest.removeFirst()
        if character.isNewline {
            line += 1
            column = 1
        } else {
            column += 1
        }
    }

    @discardableResult
    private mutating func skip(while matches: (Character) -> Bool) -> String {
        var skipped = ""
        while let character = rest.first, matches(character) {
            skipped.append(character)
            advance()
        }
        return skipped
    }

    private mutating func kind() throws(InterfaceError) -> Kind {
        guard let character = rest.first else { return .end }
        switch character {
        case "\n", "\r\n", "\r", "\u{2028}", "\u{2029}":
            advance()
            return .lineBreak
        case "#":
            advance()
            var text = skip { !$0.isNewline }
            if text.first == " " { text.removeFirst() }
            return .comment(text)
        case "(", ")", ",", ":", "?", "[", "]":
            advance()
            return .punctuation(character)
        case _ where rest.hasPrefix("->"):
            advance()
            advance()
            return .arrow
        case _ where character.isASCII && (character.isLetter || character.isNumber):
            return .word(
                skip { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "." || $0 == "_") }
            )
        default:
            throw InterfaceError(message: "unexpected '\(character)'", line: line, column: column)
        }
    }
}
