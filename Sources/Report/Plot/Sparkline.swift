// SPDX-License-Identifier: Apache-2.0

/// A series in one line of text: eighths of a block from the lowest to the highest, a space where there is nothing.
enum Sparkline {
    private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// At most `width` characters; empty where there is nothing to show.
    static func text(_ series: PlotSeries, of plot: Plot, width: Int) -> String {
        let points = series.points.filter { plot.horizontal.shows($0.x) }
        let places = points.map(\.x)
        guard let first = places.min(), let last = places.max(), width > 0 else { return "" }
        let horizontal = PlotAxis(id: "", title: "", scale: plot.horizontal.scale, range: first...last)
        let count = min(width, points.count)
        let scale = PlotScale(
            axis: horizontal, values: [], from: 0, to: Double(count), ticksAbout: 1, rounding: false)
        guard let scale else { return "" }
        var columns = [(sum: Double, count: Int)](repeating: (0, 0), count: count)
        for point in points {
            guard let y = point.y, plot.vertical.shows(y) else { continue }
            let column = min(max(Int(scale.place(point.x)), 0), count - 1)
            columns[column].sum += y
            columns[column].count += 1
        }
        return drawn(columns.map { $0.count == 0 ? nil : $0.sum / Double($0.count) }, plot.vertical)
    }

    /// The lowest and the highest value that are shown.
    static func bounds(_ series: PlotSeries, of plot: Plot) -> (lowest: Double, highest: Double)? {
        let values = series.points.compactMap(\.y).filter(plot.vertical.shows)
        guard let lowest = values.min(), let highest = values.max() else { return nil }
        return (lowest, highest)
    }

    private static func drawn(_ values: [Double?], _ axis: PlotAxis) -> String {
        let known = values.compactMap(\.self)
        guard !known.isEmpty else { return "" }
        var plain = axis
        plain.range = nil
        guard let scale = PlotScale(axis: plain, values: known, from: 0, to: 8, ticksAbout: 1, rounding: false) else {
            return ""
        }
        return String(values.map { value in value.map { blocks[min(max(Int(scale.place($0)), 0), 7)] } ?? " " })
    }
}
