// SPDX-License-Identifier: Apache-2.0
import Foundation
import Therapy

/// Round places of an axis, with their labels.
enum PlotTicks {
    /// Those within a range that is not empty; about as many as asked for, of a time axis and a logarithmic one up to
    /// twice as many.
    static func ticks(_ scale: PlotAxis.Scale, in range: ClosedRange<Double>, about count: Int) -> [PlotTick] {
        switch scale {
        case .linear: linear(range, count)
        case .logarithmic: logarithmic(range, count)
        case .time: time(range, count)
        }
    }

    /// The distance between round numbers: 1, 2 or 5 times a power of ten, at least the span over the count.
    static func step(span: Double, about count: Int) -> Double {
        let rough = span / Double(max(count, 1))
        let power = pow(10, Foundation.floor(log10(rough)))
        // Above by a hair is not above.
        let factor = [1, 2, 5, 10].first { $0 * power >= rough * (1 - 1e-9) } ?? 10
        return factor * power
    }

    private static func linear(_ range: ClosedRange<Double>, _ count: Int) -> [PlotTick] {
        let step = step(span: range.upperBound - range.lowerBound, about: count)
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let last = (range.upperBound / step + 1e-9).rounded(.down)
        guard last >= first, last - first < 1_000 else { return [] }
        let decimals = max(0, Int(-Foundation.floor(log10(step) + 1e-9)))
        let isPlain = decimals <= 6 && max(abs(range.lowerBound), abs(range.upperBound)) < 1e7
        return (0...Int(last - first)).map { index in
            let value = (first + Double(index)) * step
            let label =
                isPlain ? NumberText.fixed(value, decimals: decimals) : NumberText.short(value, digits: 6)
            return PlotTick(value: value, label: label)
        }
    }

    private static func logarithmic(_ range: ClosedRange<Double>, _ count: Int) -> [PlotTick] {
        let lowest = Int(Foundation.floor(log10(range.lowerBound) + 1e-9))
        let highest = Int(Foundation.floor(log10(range.upperBound) + 1e-9))
        let decades = highest - lowest + 1
        let factors: [Double] = decades <= 2 ? [1, 2, 5] : [1]
        let every = max(1, (decades + count - 1) / max(count, 1))
        let (low, high) = (range.lowerBound * (1 - 1e-9), range.upperBound * (1 + 1e-9))
        var ticks: [PlotTick] = []
        for exponent in stride(from: lowest, through: highest, by: every) {
            for factor in factors {
                let value: Double = factor * pow(10, Double(exponent))
                guard value >= low, value <= high else { continue }
                ticks.append(PlotTick(value: value, label: NumberText.short(value, digits: 6)))
            }
        }
        return ticks
    }

    private static let timeSteps: [Double] = [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800,
        604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000,
    ]

    private static func time(_ range: ClosedRange<Double>, _ count: Int) -> [PlotTick] {
        let span = range.upperBound - range.lowerBound
        let step =
            timeSteps.first { span / $0 <= Double(max(count, 1)) } ?? Self.step(span: span, about: count)
        // Weeks begin on Mondays: 1970-01-05 was one.
        let origin: Double = step == 604_800 || step == 1_209_600 ? 4 * 86_400 : 0
        let first = ((range.lowerBound - origin) / step).rounded(.up)
        let last = ((range.upperBound - origin) / step).rounded(.down)
        guard last >= first, abs(last) < 1e12 else { return [] }
        var shown: String?
        return (0...Int(last - first)).map { index in
            let value = origin + (first + Double(index)) * step
            let text = CivilTime(seconds: Int64(value)).description
            let (label, detail) = split(text, step: step)
            defer { shown = detail }
            return PlotTick(value: value, label: label, detail: detail == shown ? nil : detail)
        }
    }

    /// Of `2026-11-21 14:27:05` what differs from tick to tick, and what seldom does.
    private static func split(_ text: String, step: Double) -> (String, String) {
        let halves = text.split(separator: " ").map(String.init)
        if step >= 86_400 { return (String(halves[0].suffix(5)), String(halves[0].dropLast(6))) }
        return (String(halves[1].prefix(step >= 60 ? 5 : 8)), halves[0])
    }
}
