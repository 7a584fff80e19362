// SPDX-License-Identifier: Apache-2.0

import Report

/// A report with something of each kind.
enum Sample {
    /// What must neither mark up, nor speak to a terminal, nor turn a line around.
    static let hostile = "</title><script>alert(\"1\")</script>&amp;'\u{1B}[2J\u{202E}\u{0}]]>-->"

    static let start = ReportTime("2026-11-21T22:30:00Z")!

    static var hours: [Double] { (0..<24).map { start.seconds + Double($0) * 900 } }

    /// Three hours' line with bounds and a gap, a step beside it, a level and marks.
    static var plot: Plot {
        let line = hours.enumerated().map { index, x in
            let y = Double(index) * 0.5
            return PlotPoint(x: x, y: (10...12).contains(index) ? nil : y, lower: y * 0.9, upper: y * 1.1)
        }
        return Plot(
            id: "volume", title: "Volume over time", description: "The volume rises, with a gap.",
            horizontal: .time(),
            vertical: PlotAxis(
                id: "volume", title: "Volume", unit: .microliters, includesZero: true),
            series: [
                PlotSeries(id: "measured", title: "Measured", points: line),
                PlotSeries(
                    id: "planned", title: "Planned", form: .step,
                    values: hours.enumerated().map { (x: $1, y: Double($0 / 4 * 2)) }),
            ],
            levels: [PlotLevel(title: "Limit", value: 14)],
            marks: [
                PlotMark(x: hours[11] + 60, title: "Second", severity: .high),
                PlotMark(x: hours[11], title: "First", severity: .low), PlotMark(x: hours[20], title: "Third"),
            ])
    }

    static var bars: Plot {
        Plot(
            id: "daily", title: "A day", description: "Two kinds of bars.",
            horizontal: PlotAxis(id: "day", title: "Day"),
            vertical: PlotAxis(id: "mass", title: "Mass", unit: .micrograms),
            series: [
                PlotSeries(
                    id: "a", title: "One", form: .bars,
                    points: (1...5).map {
                        PlotPoint(x: Double($0), y: Double($0), lower: Double($0) - 0.4, upper: Double($0) + 0.4)
                    }),
                PlotSeries(
                    id: "b", title: "Other", form: .bars, values: (1...5).map { (x: Double($0), y: Double(6 - $0)) }),
            ])
    }

    static var table: ReportTable {
        ReportTable(
            id: "days", title: "By day",
            columns: [
                ReportColumn(id: "day", title: "Day"),
                ReportColumn(id: "delivered", title: "Delivered", kind: .interval(decimals: 2), unit: .microliters),
                ReportColumn(id: "count", title: "Count", kind: .integer),
                ReportColumn(id: "lasted", title: "Lasted", kind: .duration, unit: .seconds),
                ReportColumn(id: "whole", title: "Whole", kind: .flag),
            ],
            rows: [
                [
                    .text("2026-11-21"), .interval(lower: 1.25, nominal: 1.5, upper: 1.75), .integer(3),
                    .integer(7_380), .flag(true),
                ],
                [.text("2026-11-22"), .interval(lower: 2, nominal: 2, upper: 2), .missing, .integer(59), .flag(false)],
            ])
    }

    static var document: ReportDocument {
        ReportDocument(
            title: "A report", subtitle: "Of one day", notice: "Not for use.",
            sections: [
                ReportSection(
                    id: "facts", title: "Facts",
                    blocks: [
                        .paragraph(
                            "One sentence of what this is about, long enough that it goes over one line of text."),
                        .facts(
                            ReportFacts(
                                id: "identity",
                                facts: [
                                    ReportFact(id: "name", label: "Name", text: "bench"),
                                    ReportFact(id: "began", label: "Began", time: start),
                                    ReportFact(
                                        id: "rate", label: "Rate", kind: .number(decimals: 3), unit: .millilitersPerDay,
                                        value: .number(0.5)),
                                    ReportFact(id: "end", label: "End", time: nil),
                                ])),
                        .table(table),
                        .findings(
                            ReportFindings(
                                id: "found",
                                findings: [
                                    ReportFinding(
                                        id: "stopped", severity: .high, text: "It stopped.", detail: "Twice."),
                                    ReportFinding(id: "seen", severity: .note, text: "Nothing else."),
                                ])),
                    ]),
                ReportSection(
                    id: "drawings", title: "Drawings",
                    blocks: [
                        .plot(plot), .plot(bars),
                        .verbatim(ReportVerbatim(id: "text", title: "As written", text: "a = 1\n\nb = 2\n")),
                    ]),
            ])
    }

    /// The same with hostile text wherever text may stand.
    static var hostileDocument: ReportDocument {
        var plot = plot
        plot.title = hostile
        plot.description = hostile
        plot.horizontal.title = hostile
        plot.vertical.unit = ReportUnit(symbol: hostile, name: hostile)
        plot.series[0].title = hostile
        plot.levels[0].title = hostile
        plot.marks[0].title = hostile
        plot.id = hostile
        let column = ReportColumn(id: "a", title: hostile, unit: ReportUnit(symbol: hostile, name: "B"))
        return ReportDocument(
            title: hostile, subtitle: hostile, notice: hostile,
            sections: [
                ReportSection(
                    id: hostile, title: hostile,
                    blocks: [
                        .paragraph(hostile),
                        .facts(
                            ReportFacts(
                                id: hostile, title: hostile,
                                facts: [ReportFact(id: hostile, label: hostile, text: hostile)])),
                        .table(
                            ReportTable(id: hostile, title: hostile, columns: [column], rows: [[.text(hostile)]])),
                        .plot(plot),
                        .findings(
                            ReportFindings(
                                id: "b", title: hostile,
                                findings: [
                                    ReportFinding(id: hostile, severity: .low, text: hostile, detail: hostile)
                                ])),
                        .verbatim(ReportVerbatim(id: "c", title: hostile, text: hostile)),
                    ])
            ])
    }
}
