// SPDX-License-Identifier: Apache-2.0

extension ReportDocument {
    /// As plain text for a terminal or a file: plots are a line of blocks for each series. Only verbatim texts are wider
    /// than `width` (at least 40).
    public func text(width: Int = 80) -> String {
        let width = max(width, 40)
        var lines = TextLines.wrapped(title, width: width)
        lines.append(String(repeating: "=", count: min(lines.map(\.count).max() ?? 0, width)))
        if let subtitle { lines += TextLines.wrapped(subtitle, width: width) }
        if let notice { lines += [""] + TextLines.hanging("! ", notice, width: width) }
        for section in sections {
            let title = PrintableText.line(section.title)
            lines += ["", "", title, String(repeating: "-", count: min(title.count, width))]
            for block in section.blocks { lines += [""] + TextBlock(block: block, width: width).lines }
        }
        return lines.map(TextLines.trimmed).joined(separator: "\n") + "\n"
    }
}
