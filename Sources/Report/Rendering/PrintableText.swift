// SPDX-License-Identifier: Apache-2.0

/// What others wrote, made harmless: it must neither speak to a terminal nor turn a line around.
enum PrintableText {
    /// Control characters and those that change the direction of writing become `U+FFFD`; line ends and tabs stay.
    static func lines(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            // A line end of two characters is one.
            if scalar == "\r" { continue }
            let stays = scalar == "\n" || scalar == "\t" || isHarmless(scalar)
            result.append(stays ? scalar : "\u{FFFD}")
        }
        return String(result)
    }

    /// The same on one line: line ends and tabs become spaces.
    static func line(_ text: String) -> String {
        String(lines(text).map { $0 == "\n" || $0 == "\t" ? " " : $0 })
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F: false
        // Marks, embeddings, overrides and isolates of direction; line and paragraph separators.
        case 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: false
        case 0xFEFF, 0xFFFE...0xFFFF, 0xFDD0...0xFDEF: false
        default: true
        }
    }
}
