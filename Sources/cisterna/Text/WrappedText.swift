// SPDX-License-Identifier: Apache-2.0

/// Text broken so that it fits a width. What is longer than that in one piece stays whole.
enum WrappedText {
    /// Breaks between words.
    static func words(_ text: String, width: Int) -> [String] {
        text.split(whereSeparator: \.isNewline).flatMap {
            joined($0.split(separator: " ").map(String.init), " ", width)
        }
    }

    /// Breaks after a comma between parts.
    static func parts(_ parts: [String], width: Int) -> [String] { joined(parts, ", ", width) }

    private static func joined(_ pieces: [String], _ separator: String, _ width: Int) -> [String] {
        var lines: [String] = []
        for piece in pieces {
            if let last = lines.last, shownCount(last) + separator.count + shownCount(piece) <= width {
                lines[lines.count - 1] = last + separator + piece
            } else {
                if let last = lines.last, separator != " " { lines[lines.count - 1] = last + separator.prefix(1) }
                lines.append(piece)
            }
        }
        return lines
    }

    /// Without what colours it.
    static func shownCount(_ text: String) -> Int {
        var count = 0
        var inSequence = false
        for character in text {
            if character == "\u{1B}" { inSequence = true }
            if !inSequence { count += 1 }
            if inSequence && character == "m" { inSequence = false }
        }
        return count
    }
}
