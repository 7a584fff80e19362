// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Report

/// Goal: a plot shows what its data say and nothing else. Method: read the drawing as XML, and look at its places.
@Suite("Plots")
struct PlotTests {
    @Test("A gap in the data is a gap in the line and in its band")
    func gaps() {
        let drawing = MarkupReader(Sample.plot.svg())
        #expect(drawing.error == nil)
        let lines = drawing.elements.filter { $0.name == "path" && $0.attributes["class"] == "s0" }
        let bands = drawing.elements.filter { $0.name == "path" && $0.attributes["class"] == "s0f s0" }
        #expect(lines.count == 2 && bands.count == 2)
        // Ten points before the gap, eleven after it.
        #expect(lines.map { $0.attributes["d"]?.count { $0 == "L" } } == [9, 10])
    }

    @Test("Series differ in more than their colour")
    func notByColourAlone() {
        let styles = (0..<6).map(PlotStyle.style)
        #expect(Set(styles.map(\.dash)).count == 6 && Set(styles.map(\.marker)).count == 6)
        #expect(Set(styles.map(\.colour)).count == 6 && Set(styles.map(\.opacity)).count == 6)
        let dashes = MarkupReader(Sample.plot.svg()).elements.filter { $0.attributes["class"] == "s1" }
        #expect(!dashes.isEmpty && dashes.allSatisfy { $0.attributes["stroke-dasharray"] == "7 3" })
    }

    @Test("Marks that lie on one another are one with both numbers and the higher severity; none is lost")
    func marks() {
        let text = MarkupReader(Sample.plot.svg()).text
        #expect(text.contains("1-2: First; Second") && text.contains("3: Third"))
        var many = Sample.plot
        many.marks = (0..<500).map { PlotMark(x: Sample.hours[0] + Double($0) * 40, title: "M") }
        let scale = PlotScale(
            axis: many.horizontal, values: Sample.hours, from: 50, to: 740, ticksAbout: 7, rounding: false)
        let groups = scale.map { PlotMarkGroup.groups(many.marks, on: $0) } ?? []
        #expect(groups.count < 30 && groups.map(\.numbers.count).reduce(0, +) == 500)
    }

    @Test("A step holds each value until the next")
    func steps() throws {
        let plot = Plot(
            id: "p", title: "P", description: "D", horizontal: PlotAxis(id: "x", title: "X"),
            vertical: PlotAxis(id: "y", title: "Y", range: 0...1),
            series: [PlotSeries(id: "s", title: "S", form: .step, values: [(x: 0, y: 0), (x: 1, y: 1)])])
        let path = try #require(
            MarkupReader(plot.svg()).elements.first { $0.attributes["class"] == "s0" }?.attributes["d"])
        let corners = path.dropFirst().split(separator: "L").map { $0.split(separator: " ") }
        #expect(corners.count == 3 && corners[0][1] == corners[1][1] && corners[1][0] == corners[2][0])
    }

    @Test("Bars begin at zero and lie beside each other")
    func bars() {
        let bars = MarkupReader(Sample.bars.svg()).elements.filter {
            $0.name == "rect" && $0.attributes["width"] != "100%" && $0.attributes["class"]?.hasPrefix("s") == true
        }
        let places = bars.compactMap { bar in
            bar.attributes["y"].flatMap(Double.init).flatMap { y in
                bar.attributes["height"].flatMap(Double.init).map { y + $0 }
            }
        }
        // Two are the legend's.
        #expect(places.count == 12 && Set(places.dropFirst(2).map { ($0 * 10).rounded() }).count == 1)
    }

    @Test("Without data, with one value, with values that an axis cannot show: a drawing all the same")
    func fewData() {
        var plot = Sample.plot
        plot.series = []
        #expect(MarkupReader(plot.svg()).text.contains("No data."))
        plot.series = [PlotSeries(id: "s", title: "S", values: [(x: Sample.hours[0], y: 0)])]
        plot.levels = []
        #expect(MarkupReader(plot.svg()).count("circle") == 1)
        plot.vertical.scale = .logarithmic
        #expect(MarkupReader(plot.svg()).text.contains("No data."))
        plot.series = [PlotSeries(id: "s", title: "S", values: [(x: .nan, y: 1), (x: .infinity, y: .nan)])]
        #expect(MarkupReader(plot.svg()).text.contains("No data."))
    }

    @Test(
        "A thinned line keeps its highest and lowest points, its ends and its gaps", arguments: [1, 2, 3] as [UInt64])
    func thinning(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let points = (0..<20_000).map { index in
            let isGap = (5_000..<5_100).contains(index)
            return PlotPoint(x: Double(index), y: isGap ? nil : Double.random(in: 0...1, using: &random))
        }
        let thinned = PlotThinning.thinned(points, columns: 100) { Int($0 / 200) }
        #expect(thinned.count <= 4 * 101 + 1)
        #expect(thinned.count { $0.y == nil } == 1)
        #expect(thinned.first == points.first && thinned.last == points.last)
        #expect(thinned.compactMap(\.y).max() == points.compactMap(\.y).max())
        #expect(thinned.compactMap(\.y).min() == points.compactMap(\.y).min())
        #expect(zip(thinned, thinned.dropFirst()).allSatisfy { $0.x < $1.x })
        #expect(PlotThinning.thinned(Array(points.prefix(300)), columns: 100) { Int($0) }.count == 300)
    }

    @Test("A line in one row of text: lowest to highest, spaces for gaps, no wider than asked for")
    func sparkline() {
        let plot = Sample.plot
        #expect(Sparkline.text(plot.series[0], of: plot, width: 8).count == 8)
        let flat = PlotSeries(id: "f", title: "F", values: [(x: 0, y: 0), (x: 1, y: 0)])
        #expect(Sparkline.text(flat, of: plot, width: 8) == "▁▁")
        let gap = PlotSeries(id: "g", title: "G", values: [(x: 0, y: 1), (x: 1, y: nil), (x: 2, y: 9)])
        #expect(Sparkline.text(gap, of: plot, width: 8) == "▁ █")
        #expect(Sparkline.text(PlotSeries(id: "e", title: "E", points: []), of: plot, width: 8) == "")
    }
}
