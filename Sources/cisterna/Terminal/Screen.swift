// SPDX-License-Identifier: Apache-2.0

/// A screen of its own that is redrawn in place, and given back.
struct Screen: Sendable {
    let console: Console

    func open() { console.write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J", .output) }

    func close() { console.write("\u{1B}[?25h\u{1B}[?1049l", .output) }

    /// Draws as many lines as fit, each to its end, without a scroll.
    func draw(_ lines: [String]) {
        let size = console.size
        let frame = lines.prefix(size.lines).map { Self.cut($0, to: size.columns) + "\u{1B}[K" }
        console.write("\u{1B}[H" + frame.joined(separator: "\r\n") + "\u{1B}[J", .output)
    }

    /// At most so many characters, not counting what colours them.
    static func cut(_ line: String, to columns: Int) -> String {
        var result = ""
        var count = 0
        var inSequence = false
        for character in line {
            if character == "\u{1B}" { inSequence = true }
            if !inSequence { count += 1 }
            // What is beyond the edge is left out; what ends a colour there is not.
            if inSequence || count <= columns { result.append(character) }
            if inSequence && character == "m" { inSequence = false }
        }
        return result
    }
}
