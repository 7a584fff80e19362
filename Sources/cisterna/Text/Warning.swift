// SPDX-License-Identifier: Apache-2.0

/// A warning: marked, and wrapped below its mark.
enum Warning {
    static func lines(_ text: String, _ style: TextStyle, margin: String = "  ") -> [String] {
        WrappedText.words(text, width: 78 - margin.count).enumerated().map { number, line in
            margin + (number == 0 ? style.urgent("!", .medium) : " ") + " " + line
        }
    }
}
