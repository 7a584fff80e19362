// SPDX-License-Identifier: Apache-2.0

/// Text broken into lines.
enum TextLines {
    /// Breaks between words; a word that is longer than the width is cut.
    static func wrapped(_ text: String, width: Int) -> [String] {
        let lines = PrintableText.lines(text).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.flatMap { wrapped(line: PrintableText.line(String($0)), width: max(width, 1)) }
    }

    /// The first line after `head`, the others below it.
    static func hanging(_ head: String, _ text: String, width: Int) -> [String] {
        let lines = wrapped(text, width: max(width - head.count, 20))
        let margin = String(repeating: " ", count: head.count)
        return lines.enumerated().map { trimmed(($0 == 0 ? head : margin) + $1) }
    }

    /// Filled with spaces up to a width.
    static func padded(_ text: String, to width: Int, atEnd: Bool = true) -> String {
        let room = String(repeating: " ", count: max(width - text.count, 0))
        return atEnd ? text + room : room + text
    }

    static func trimmed(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }

    private static func wrapped(line: String, width: Int) -> [String] {
        var lines = [""]
        for word in line.split(separator: " ") {
            var word = word
            let isFirst = lines[lines.count - 1].isEmpty
            if !isFirst, lines[lines.count - 1].count + 1 + word.count <= width {
                lines[lines.count - 1] += " " + word
                continue
            }
            if !isFirst { lines.append("") }
            while word.count > width {
                lines[lines.count - 1] = String(word.prefix(width))
                lines.append("")
                word = word.dropFirst(width)
            }
            lines[lines.count - 1] = String(word)
        }
        return lines
    }
}
