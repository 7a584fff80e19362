// SPDX-License-Identifier: Apache-2.0
import Report

/// What a sudden occlusion costs, over the rate: a line a compliance, from the median to the worst.
struct DetectCurves {
    let figures: [DetectFigures]

    init(_ figures: [DetectFigures]) { self.figures = figures }

    private var plot: Plot {
        let series = DetectCell.compliances.compactMap { compliance -> PlotSeries? in
            let points = figures.compactMap { figures -> PlotPoint? in
                guard figures.cell.compliance == compliance, figures.cell.calibration == .calibrated,
                    let missed = figures.occlusions[DetectFault.sudden.rawValue]?.missed,
                    let q95 = missed.quantile(0.95)
                else { return nil }
                return PlotPoint(x: figures.cell.rate, y: q95, lower: missed.quantile(0.5), upper: missed.max())
            }
            guard !points.isEmpty else { return nil }
            return PlotSeries(
                id: "c-\(compliance.shortest)".replacing(".", with: "-"), title: "\(compliance.shortest) mL/kPa",
                points: points)
        }
        return Plot(
            id: "missed", title: "Missed until a sudden occlusion is found",
            description: "95 of 100 at most, with the median and the worst as a band, for three line compliances.",
            horizontal: PlotAxis(id: "rate", title: "Rate (mL/day)", scale: .logarithmic),
            vertical: PlotAxis(id: "missed", title: "Missed (uL)", includesZero: true), series: series)
    }

    var svg: String { plot.svg() }
}
