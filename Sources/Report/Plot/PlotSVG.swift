// SPDX-License-Identifier: Apache-2.0

/// One plot as an SVG drawing.
struct PlotSVG {
    let plot: Plot
    /// Whether it is a file of its own: with a sheet of styles, a background and its title written out.
    let standsAlone: Bool
    /// Begins the ids of its elements, which are of one element only on a page.
    let prefix: String
    let horizontal: PlotScale?
    let vertical: PlotScale?
    let area: PlotArea

    static let width = 760.0
    private static let areaHeight = 230.0
    static let letterWidth = 6.8

    init(_ plot: Plot, standsAlone: Bool, prefix: String) {
        self.plot = plot
        self.standsAlone = standsAlone
        self.prefix = MarkupText.identifier(prefix)
        let legendRows = Self.legendRows(plot).count
        let top = (standsAlone ? 26.0 : 6) + Double(legendRows) * 18 + 16 + (plot.marks.isEmpty ? 12 : 24)
        let bottom = top + Self.areaHeight
        // The labels of the vertical axis say how much room they need.
        vertical = PlotScale(
            axis: plot.vertical, values: Self.heights(plot), from: bottom, to: top, ticksAbout: 5, rounding: true)
        let letters = vertical?.ticks.map(\.label.count).max() ?? 0
        area = PlotArea(
            left: max(48, 14 + Double(letters) * Self.letterWidth), right: Self.width - 14, top: top, bottom: bottom)
        let labels = plot.horizontal.scale == .time ? 8 : 7
        horizontal = PlotScale(
            axis: plot.horizontal, values: Self.places(plot), from: area.left, to: area.right, ticksAbout: labels,
            rounding: false)
    }

    var height: Double { area.bottom + 54 }

    /// The element, with its title and description for who cannot see it.
    var text: String {
        let size = "viewBox=\"0 0 \(NumberText.place(Self.width)) \(NumberText.place(height))\""
        let names = "\(prefix)-title \(prefix)-desc"
        let space = standsAlone ? " xmlns=\"http://www.w3.org/2000/svg\"" : ""
        var text = "<svg\(space) class=\"plot\" \(size) role=\"img\" aria-labelledby=\"\(names)\">\n"
        text += "<title id=\"\(prefix)-title\">\(MarkupText.escaped(plot.title))</title>\n"
        text += "<desc id=\"\(prefix)-desc\">\(MarkupText.escaped(plot.description))</desc>\n"
        if standsAlone {
            text += "<style>\n\(PlotStyle.sheet)</style>\n"
            text += "<rect class=\"paper\" width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
            text += label(plot.title, x: 8, y: 18, weight: " font-weight=\"bold\"")
        }
        guard let horizontal, let vertical else {
            return text + label("No data.", x: area.left, y: (area.top + area.bottom) / 2) + "</svg>\n"
        }
        text += legend
        text += axes(horizontal, vertical)
        text += "<clipPath id=\"\(prefix)-clip\">\(area.widened(by: 5).rectangle)</clipPath>\n"
        text += "<g clip-path=\"url(#\(prefix)-clip)\">\n"
        text += levels(vertical)
        for index in plot.series.indices { text += drawing(of: index, horizontal, vertical) }
        text += "</g>\n"
        return text + marks(horizontal) + "</svg>\n"
    }

    /// A line of text in the colour of writing.
    func label(
        _ text: String, x: Double, y: Double, anchor: String = "start", name: String = "ink", weight: String = ""
    ) -> String {
        let colour = name == "ink" ? "#1a1a1a" : "#555555"
        let place = "x=\"\(NumberText.place(x))\" y=\"\(NumberText.place(y))\""
        let look = "class=\"\(name)\" fill=\"\(colour)\" text-anchor=\"\(anchor)\""
        // The size is here too for what reads no sheet of styles.
        let font = "font-family=\"sans-serif\" font-size=\"12\""
        return "<text \(place) \(look) \(font)\(weight)>\(MarkupText.escaped(PrintableText.line(text)))</text>\n"
    }

    /// A straight line.
    func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, name: String, colour: String, dash: String = "",
        isBold: Bool = false
    ) -> String {
        let ends = [("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)].map { "\($0)=\"\(NumberText.place($1))\"" }
        let dashes = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
        let width = isBold ? " stroke-width=\"2\"" : ""
        return "<line \(ends.joined(separator: " ")) class=\"\(name)\" stroke=\"\(colour)\"\(dashes)\(width)/>\n"
    }

    /// Every height that is drawn.
    private static func heights(_ plot: Plot) -> [Double] {
        let points = plot.series.flatMap { $0.points.flatMap { [$0.y, $0.lower, $0.upper].compactMap(\.self) } }
        let hasBars = plot.series.contains { $0.form == .bars && !$0.points.isEmpty }
        return points + plot.levels.map(\.value) + (hasBars ? [0] : [])
    }

    private static func places(_ plot: Plot) -> [Double] {
        plot.series.flatMap { one in
            // Half a bar stands on either side of its place.
            let room = one.form == .bars ? (barSpacing(one) ?? 0) / 2 : 0
            return one.points.flatMap { [$0.x - room, $0.x + room] }
        }
    }

    /// The least distance between bars.
    static func barSpacing(_ series: PlotSeries) -> Double? {
        zip(series.points, series.points.dropFirst()).map { $1.x - $0.x }.filter { $0 > 0 }.min()
    }
}

extension Plot {
    /// The plot as a file of SVG: 760 units wide, readable on light and dark screens and on paper. The same plot gives
    /// the same bytes.
    public func svg() -> String { PlotSVG(self, standsAlone: true, prefix: id).text }
}
