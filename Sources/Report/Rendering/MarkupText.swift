// SPDX-License-Identifier: Apache-2.0

/// Text within HTML, SVG and the values of their attributes.
enum MarkupText {
    /// Harmless, and with what marks up written as a reference.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in PrintableText.lines(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A name for an element: letters, digits, `-` and `_`; all else becomes `-`.
    static func identifier(_ text: String) -> String {
        let name = String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" ? $0 : "-" })
        return name.first?.isLetter == true ? name : "x" + name
    }
}
