// SPDX-License-Identifier: Apache-2.0

extension PlotSVG {
    /// A line through the area for each group, a glyph above it for the severity, and the numbers.
    func marks(_ horizontal: PlotScale) -> String {
        PlotMarkGroup.groups(plot.marks, on: horizontal).map { group in
            let y = area.top - 8
            let titles = group.titles.prefix(12).joined(separator: "; ")
            let more = group.titles.count > 12 ? "; and \(group.titles.count - 12) more" : ""
            return "<g>\n<title>\(MarkupText.escaped(group.label + ": " + titles + more))</title>\n"
                + line(group.place, area.top, group.place, area.bottom, name: "mark", colour: "#1a1a1a", dash: "3 2")
                + glyph(group.severity, x: group.place, y: y)
                + label(group.label, x: group.place + 7, y: y + 4) + "</g>\n"
        }
        .joined()
    }

    /// A ring for a note, a hollow triangle for low, a full one for medium, a full diamond for high.
    private func glyph(_ severity: ReportSeverity, x: Double, y: Double) -> String {
        let hollow = "class=\"mark hollow\" fill=\"#ffffff\" stroke=\"#1a1a1a\" stroke-width=\"1.2\""
        let full = "class=\"mark markf\" fill=\"#1a1a1a\" stroke=\"#1a1a1a\""
        let triangle = [(0.0, -1.0), (1.0, 0.8), (-1.0, 0.8)]
        switch severity {
        case .note:
            return "<circle cx=\"\(NumberText.place(x))\" cy=\"\(NumberText.place(y))\" r=\"3.2\" \(hollow)/>\n"
        case .low: return "<path \(hollow) d=\"\(Self.shape(triangle, size: 4.6, x: x, y: y))\"/>\n"
        case .medium: return "<path \(full) d=\"\(Self.shape(triangle, size: 4.6, x: x, y: y))\"/>\n"
        case .high:
            let diamond = [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)]
            return "<path \(full) d=\"\(Self.shape(diamond, size: 5.2, x: x, y: y))\"/>\n"
        }
    }
}
