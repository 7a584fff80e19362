// SPDX-License-Identifier: Apache-2.0

/// Rows in columns that are as wide as they need to be.
struct TextTable {
    let heading: [String]?
    let rows: [[String]]

    func lines(_ style: TextStyle) -> [String] {
        // A value of several lines would tear its row.
        let rows = rows.map { $0.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") } }
        let all = rows + (heading.map { [$0] } ?? [])
        let count = all.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in all.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        var lines = rows.map { "  " + Self.line($0, widths) }
        if let heading { lines.insert("  " + style.bold(Self.line(heading, widths)), at: 0) }
        return lines
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = zip(cells, widths).enumerated().map { position, cell in
            // Nothing follows the last column.
            let room = position == cells.count - 1 ? 0 : cell.1 - cell.0.count
            return cell.0 + String(repeating: " ", count: room)
        }
        return padded.joined(separator: "  ")
    }
}
