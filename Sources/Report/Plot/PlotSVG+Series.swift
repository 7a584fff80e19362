// SPDX-License-Identifier: Apache-2.0

extension PlotSVG {
    /// Bounds first, so that what lies between them is seen.
    func drawing(of index: Int, _ horizontal: PlotScale, _ vertical: PlotScale) -> String {
        let series = plot.series[index]
        let shown = series.points.filter { $0.x.isFinite }.map { point in
            var point = point
            point.y = point.y.flatMap { vertical.axis.shows($0) ? $0 : nil }
            return point
        }
        .filter { horizontal.axis.shows($0.x) }
        let drawn: String
        switch series.form {
        case .line, .step:
            let columns = Int(area.right - area.left)
            let points = PlotThinning.thinned(shown, columns: columns) { Int(horizontal.held($0)) }
            drawn =
                runs(of: points).map { band(index, $0, horizontal, vertical) + path(index, $0, horizontal, vertical) }
                .joined()
        case .points:
            drawn = shown.map { point in
                guard let y = point.y else { return "" }
                let place = horizontal.place(point.x)
                return whisker(point, x: place, vertical) + marker(index, x: place, y: vertical.place(y))
            }
            .joined()
        case .bars: drawn = bars(index, shown, horizontal, vertical)
        }
        return "<g>\n\(drawn)</g>\n"
    }

    /// Stretches without a gap.
    private func runs(of points: [PlotPoint]) -> [[PlotPoint]] {
        points.split { $0.y == nil }.map(Array.init)
    }

    private func path(_ index: Int, _ run: [PlotPoint], _ horizontal: PlotScale, _ vertical: PlotScale) -> String {
        let style = PlotStyle.style(index)
        guard run.count > 1 else {
            // A line of one point would not be seen.
            return run.map { marker(index, x: horizontal.place($0.x), y: vertical.place($0.y ?? 0)) }.joined()
        }
        let corners = outline(run, plot.series[index].form, horizontal, vertical) { $0.y }
        let dash = style.dash.isEmpty ? "" : " stroke-dasharray=\"\(style.dash)\""
        return """
            <path class="\(PlotStyle.name(index))" fill="none" stroke="\(style.colour)" stroke-width="1.8" \
            stroke-linejoin="round"\(dash) d="M\(corners.joined(separator: "L"))"/>

            """
    }

    /// Between the bounds: there along the upper, back along the lower.
    private func band(_ index: Int, _ run: [PlotPoint], _ horizontal: PlotScale, _ vertical: PlotScale) -> String {
        run.split { $0.lower == nil || $0.upper == nil }.map { part in
            let part = Array(part)
            let form = plot.series[index].form
            let there = outline(part, form, horizontal, vertical) { $0.upper }
            let back = outline(part, form, horizontal, vertical) { $0.lower }
            let corners = (there + back.reversed()).joined(separator: "L")
            let name = PlotStyle.name(index)
            let colour = PlotStyle.style(index).colour
            return """
                <path class="\(name)f \(name)" fill="\(colour)" fill-opacity="0.16" stroke="\(colour)" \
                stroke-opacity="0.5" stroke-width="0.6" d="M\(corners)Z"/>

                """
        }
        .joined()
    }

    /// The corners of a line through the points: straight, or holding each value until the next.
    private func outline(
        _ run: [PlotPoint], _ form: PlotSeries.Form, _ horizontal: PlotScale, _ vertical: PlotScale,
        _ height: (PlotPoint) -> Double?
    ) -> [String] {
        var corners: [String] = []
        var before: String?
        for point in run {
            let value = height(point) ?? 0
            // Of a bound that a logarithmic axis cannot show: the edge.
            let y = NumberText.place(vertical.axis.shows(value) ? vertical.place(value) : area.bottom)
            let x = NumberText.place(horizontal.place(point.x))
            if form == .step, let before { corners.append("\(x) \(before)") }
            corners.append("\(x) \(y)")
            before = y
        }
        return corners
    }

    private func whisker(_ point: PlotPoint, x: Double, _ vertical: PlotScale) -> String {
        guard let lower = point.lower, let upper = point.upper else { return "" }
        let (bottom, top) = (vertical.held(lower), vertical.held(upper))
        return line(x, bottom, x, top, name: "mark", colour: "#1a1a1a")
            + line(x - 4, bottom, x + 4, bottom, name: "mark", colour: "#1a1a1a")
            + line(x - 4, top, x + 4, top, name: "mark", colour: "#1a1a1a")
    }

    private func bars(_ index: Int, _ points: [PlotPoint], _ horizontal: PlotScale, _ vertical: PlotScale) -> String {
        let kinds = plot.series.indices.filter { plot.series[$0].form == .bars }
        let turn = kinds.firstIndex(of: index) ?? 0
        let spacing = kinds.compactMap { Self.barSpacing(plot.series[$0]) }.min()
        let room = spacing.map { horizontal.place(horizontal.range.lowerBound + $0) - area.left }
        let group = min((room ?? area.right - area.left) * 0.72, 120)
        let width = group / Double(kinds.count)
        let zero = vertical.axis.shows(0) ? vertical.held(0) : area.bottom
        return points.map { point in
            guard let value = point.y else { return "" }
            let left = horizontal.place(point.x) - group / 2 + Double(turn) * width
            let y = vertical.place(value)
            return bar(index, x: left, y: min(y, zero), width: width * 0.94, height: abs(y - zero))
                + whisker(point, x: left + width * 0.47, vertical)
        }
        .joined()
    }

    func bar(_ index: Int, x: Double, y: Double, width: Double, height: Double) -> String {
        let style = PlotStyle.style(index)
        let name = PlotStyle.name(index)
        let numbers = [("x", x), ("y", y), ("width", width), ("height", height)]
        let place = numbers.map { "\($0)=\"\(NumberText.place($1))\"" }.joined(separator: " ")
        return """
            <rect \(place) class="\(name)f \(name)" fill="\(style.colour)" fill-opacity="\(style.opacity)" \
            stroke="\(style.colour)"/>

            """
    }

    /// The series' own shape around a place.
    func marker(_ index: Int, x: Double, y: Double) -> String {
        let style = PlotStyle.style(index)
        let name = PlotStyle.name(index)
        let size = 3.6
        let look = "class=\"\(name)f\" fill=\"\(style.colour)\""
        let corners: [(Double, Double)]
        switch style.marker {
        case .circle:
            let place = "cx=\"\(NumberText.place(x))\" cy=\"\(NumberText.place(y))\""
            return "<circle \(place) r=\"\(NumberText.place(size))\" \(look)/>\n"
        case .square: corners = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
        case .triangle: corners = [(0, -1.2), (1.2, 1), (-1.2, 1)]
        case .diamond: corners = [(0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)]
        case .cross:
            corners = [
                (-1.2, -0.3), (-0.3, -0.3), (-0.3, -1.2), (0.3, -1.2), (0.3, -0.3), (1.2, -0.3), (1.2, 0.3), (0.3, 0.3),
                (0.3, 1.2), (-0.3, 1.2), (-0.3, 0.3), (-1.2, 0.3),
            ]
        case .wedge: corners = [(-1.2, -1), (1.2, -1), (0, 1.2)]
        }
        return "<path \(look) d=\"\(Self.shape(corners, size: size, x: x, y: y))\"/>\n"
    }

    static func shape(_ corners: [(Double, Double)], size: Double, x: Double, y: Double) -> String {
        let places = corners.map { "\(NumberText.place(x + $0.0 * size)) \(NumberText.place(y + $0.1 * size))" }
        return "M\(places.joined(separator: "L"))Z"
    }
}
