// SPDX-License-Identifier: Apache-2.0

/// A piece of a section as lines of text.
struct TextBlock {
    let block: ReportBlock
    let width: Int

    var lines: [String] {
        switch block {
        case .paragraph(let text): TextLines.wrapped(text, width: width)
        case .facts(let facts): lines(of: facts)
        case .table(let table): TextTableLayout(table: table, width: width).lines
        case .plot(let plot): lines(of: plot)
        case .findings(let findings): lines(of: findings)
        // A mark before each line tells where the text ends.
        case .verbatim(let verbatim):
            [PrintableText.line(verbatim.title)] + PrintableText.lines(verbatim.text).linesWithoutEnd.map { "| \($0)" }
        }
    }

    private func lines(of list: ReportFacts) -> [String] {
        let labels = list.facts.map { PrintableText.line($0.label) }
        let room = min(labels.map(\.count).max() ?? 0, width / 2)
        let title = list.title.map { TextLines.wrapped($0, width: width) } ?? []
        return title
            + zip(list.facts, labels).flatMap { fact, label in
                TextLines.hanging("  " + TextLines.padded(label, to: room) + "  ", fact.shown, width: width)
            }
    }

    private func lines(of list: ReportFindings) -> [String] {
        let title = list.title.map { TextLines.wrapped($0, width: width) } ?? []
        guard !list.findings.isEmpty else { return title + TextLines.wrapped("  " + list.whenEmpty, width: width) }
        return title
            + list.findings.flatMap { finding in
                let head = "  " + TextLines.padded(finding.severity.rawValue.uppercased(), to: 6) + "  "
                let text = TextLines.hanging(head, finding.text, width: width)
                let margin = String(repeating: " ", count: head.count)
                return text + (finding.detail.map { TextLines.hanging(margin, $0, width: width) } ?? [])
            }
    }

    private func lines(of plot: Plot) -> [String] {
        let unit = plot.vertical.unit.map { " (\($0.symbol))" } ?? ""
        var lines = TextLines.wrapped(plot.title + unit, width: width)
        let titles = plot.series.map { PrintableText.line($0.title) }
        let room = min(titles.map(\.count).max() ?? 0, width / 4)
        for (series, title) in zip(plot.series, titles) {
            let head = "  " + TextLines.padded(String(title.prefix(room)), to: room) + "  "
            guard let bounds = Sparkline.bounds(series, of: plot) else {
                lines.append(head + "no data")
                continue
            }
            let figures = "  \(NumberText.short(bounds.lowest)) to \(NumberText.short(bounds.highest))"
            lines.append(
                head + Sparkline.text(series, of: plot, width: width - head.count - figures.count) + figures)
        }
        for level in plot.levels {
            lines += TextLines.hanging("  ", "\(level.title): \(NumberText.short(level.value))", width: width)
        }
        return lines + span(of: plot) + marks(of: plot)
    }

    private func span(of plot: Plot) -> [String] {
        let places = plot.series.flatMap { $0.points.map(\.x) }.filter(plot.horizontal.shows)
        guard let first = places.min(), let last = places.max() else { return [] }
        let ends = [first, last].map { place in
            plot.horizontal.scale == .time
                ? ReportTime(milliseconds: Int64(place * 1_000)).description : NumberText.short(place, digits: 6)
        }
        return TextLines.hanging("  ", "\(plot.horizontal.head): \(ends[0]) to \(ends[1])", width: width)
    }

    /// Those of one name together, so that a thousand alarms are a line.
    private func marks(of plot: Plot) -> [String] {
        guard !plot.marks.isEmpty else { return [] }
        var counts: [String: Int] = [:]
        var order: [String] = []
        for mark in PlotMarkGroup.ordered(plot.marks) {
            if counts[mark.title] == nil { order.append(mark.title) }
            counts[mark.title, default: 0] += 1
        }
        let shown = order.prefix(8).map { title in
            let count = counts[title] ?? 0
            return count == 1 ? title : "\(title) (\(count) times)"
        }
        let more = order.count > 8 ? "; and \(order.count - 8) other kinds" : ""
        return TextLines.hanging("  ", "Marks: " + shown.joined(separator: "; ") + more, width: width)
    }
}

extension String {
    /// Its lines; a line end at the end of the text begins none.
    fileprivate var linesWithoutEnd: [Substring] {
        var lines = split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
