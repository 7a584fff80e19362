// SPDX-License-Identifier: Apache-2.0

extension PlotSVG {
    /// Grid, ticks with their labels, and the names of the axes.
    func axes(_ horizontal: PlotScale, _ vertical: PlotScale) -> String {
        var text = "<g>\n"
        for tick in vertical.ticks {
            let y = vertical.place(tick.value)
            text += line(area.left, y, area.right, y, name: "grid", colour: "#dddddd")
            text += label(tick.label, x: area.left - 6, y: y + 4, anchor: "end", name: "soft")
        }
        for tick in horizontal.ticks {
            let x = horizontal.place(tick.value)
            text += line(x, area.top, x, area.bottom, name: "grid", colour: "#eeeeee")
            text += line(x, area.bottom, x, area.bottom + 4, name: "axis", colour: "#666666")
            // A label at an edge stays on the paper.
            let anchor = x > area.right - 16 ? "end" : "middle"
            text += label(tick.label, x: x, y: area.bottom + 17, anchor: anchor, name: "soft")
            guard let detail = tick.detail else { continue }
            text += label(detail, x: x, y: area.bottom + 32, anchor: anchor, name: "soft")
        }
        text += line(area.left, area.bottom, area.right, area.bottom, name: "axis", colour: "#666666")
        text += line(area.left, area.top, area.left, area.bottom, name: "axis", colour: "#666666")
        // The glyphs of the marks stand between it and the area.
        text += label(plot.vertical.head, x: 8, y: area.top - (plot.marks.isEmpty ? 14 : 26))
        return text + label(plot.horizontal.head, x: area.right, y: area.bottom + 47, anchor: "end") + "</g>\n"
    }

    func levels(_ vertical: PlotScale) -> String {
        plot.levels.filter { vertical.axis.shows($0.value) }.map { level in
            let y = vertical.place(level.value)
            return line(area.left, y, area.right, y, name: "level", colour: "#333333", dash: "1 3")
                + label(level.title, x: area.right - 4, y: y - 4, anchor: "end", name: "soft")
        }
        .joined()
    }

    /// Which series stand in which row of the legend; one series alone needs none.
    static func legendRows(_ plot: Plot) -> [[Int]] {
        guard plot.series.count > 1 else { return [] }
        var rows: [[Int]] = [[]]
        var room = width - 16
        for (index, one) in plot.series.enumerated() {
            let need = legendWidth(one)
            if need > room, rows.last?.isEmpty == false {
                rows.append([])
                room = width - 16
            }
            rows[rows.count - 1].append(index)
            room -= need
        }
        return rows
    }

    private static func legendWidth(_ series: PlotSeries) -> Double {
        34 + Double(series.title.count) * letterWidth + 18
    }

    /// What each series looks like, with its name.
    var legend: String {
        var text = ""
        for (row, indices) in Self.legendRows(plot).enumerated() {
            var x = 8.0
            let y = (standsAlone ? 26.0 : 6) + Double(row) * 18 + 9
            for index in indices {
                text += sample(of: index, x: x, y: y)
                text += label(plot.series[index].title, x: x + 34, y: y + 4)
                x += Self.legendWidth(plot.series[index])
            }
        }
        return text
    }

    private func sample(of index: Int, x: Double, y: Double) -> String {
        switch plot.series[index].form {
        case .bars: bar(index, x: x + 8, y: y - 5, width: 12, height: 10)
        case .points: marker(index, x: x + 14, y: y)
        case .line, .step:
            line(
                x, y, x + 28, y, name: PlotStyle.name(index), colour: PlotStyle.style(index).colour,
                dash: PlotStyle.style(index).dash, isBold: true)
        }
    }
}
