// SPDX-License-Identifier: Apache-2.0

/// A table as lines of text that fit a width: cells of text are broken, and where that is not enough each row becomes a
/// list of its values.
struct TextTableLayout {
    let table: ReportTable
    let width: Int

    private static let margin = "  "
    private static let between = "  "

    var lines: [String] {
        let title = TextLines.wrapped(table.title, width: width)
        guard !table.rows.isEmpty else { return title + TextLines.hanging(Self.margin, table.whenEmpty, width: width) }
        let cells = table.rows.map { row in
            zip(row, table.columns).map { PrintableText.line($0.shown(as: $1.kind)) }
        }
        guard let widths = widths(of: cells) else { return title + records(cells) }
        let heads = table.columns.map { PrintableText.line($0.head) }
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: Self.between)
        return title + lines(of: heads, widths) + [Self.margin + rule] + cells.flatMap { lines(of: $0, widths) }
    }

    /// As wide as the cells need, text and heads broken where the whole is too wide; nil where even that is.
    private func widths(of cells: [[String]]) -> [Int]? {
        let indices = table.columns.indices
        let bodies = indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        let heads = table.columns.map { PrintableText.line($0.head) }
        // A head gives way first, down to its longest word.
        let words = heads.map { head in head.split(separator: " ").map(\.count).max() ?? 0 }
        var widths = indices.map { max(bodies[$0], heads[$0].count) }
        let least = indices.map { column in
            return max(min(bodies[column], narrowest(table.columns[column].kind)), words[column])
        }
        let room = width - Self.margin.count - Self.between.count * (indices.count - 1)
        while widths.reduce(0, +) > room {
            let giving = indices.filter { widths[$0] > least[$0] }.max { widths[$0] < widths[$1] }
            guard let giving else { return nil }
            widths[giving] -= 1
        }
        return widths
    }

    /// How narrow a column may become: text at any word, a time between day and hour.
    private func narrowest(_ kind: ReportValueKind) -> Int {
        switch kind {
        case .text: 9
        case .time: 10
        case .integer, .number, .interval, .duration, .flag: .max
        }
    }

    private func lines(of cells: [String], _ widths: [Int]) -> [String] {
        let broken = zip(cells, widths).map { TextLines.wrapped($0, width: $1) }
        return (0..<(broken.map(\.count).max() ?? 1)).map { line in
            let parts = table.columns.indices.map { column in
                let text = line < broken[column].count ? broken[column][line] : ""
                return TextLines.padded(text, to: widths[column], atEnd: !table.columns[column].kind.isNumeric)
            }
            return Self.margin + parts.joined(separator: Self.between)
        }
    }

    private func records(_ cells: [[String]]) -> [String] {
        let heads = table.columns.map { PrintableText.line($0.head) }
        let room = min(heads.map(\.count).max() ?? 0, width / 2)
        return cells.enumerated().flatMap { index, row in
            (index == 0 ? [] : [""])
                + zip(heads, row).flatMap { head, cell in
                    TextLines.hanging(Self.margin + TextLines.padded(head, to: room) + "  ", cell, width: width)
                }
        }
    }
}
