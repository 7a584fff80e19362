// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Where on the paper a value of an axis lies.
struct PlotScale {
    let axis: PlotAxis
    let range: ClosedRange<Double>
    /// The ends on the paper; of the vertical axis the first is below.
    let from: Double
    let to: Double
    let ticks: [PlotTick]

    /// Nil where there is nothing to show.
    ///
    /// - Parameter rounding: Whether a range from the data is widened to its round numbers.
    init?(
        axis: PlotAxis, values: some Sequence<Double>, from: Double, to: Double, ticksAbout count: Int, rounding: Bool
    ) {
        guard let data = axis.range ?? Self.range(of: values, on: axis) else { return nil }
        guard axis.shows(data.lowerBound), axis.shows(data.upperBound) else { return nil }
        let whole = Self.widened(data, axis)
        range = rounding && axis.range == nil ? Self.rounded(whole, axis, count) : whole
        self.axis = axis
        self.from = from
        self.to = to
        ticks = PlotTicks.ticks(axis.scale, in: range, about: count)
    }

    func place(_ value: Double) -> Double {
        let share =
            axis.scale == .logarithmic
            ? log10(value / range.lowerBound) / log10(range.upperBound / range.lowerBound)
            : (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        return from + share * (to - from)
    }

    /// The place, held to the paper: what a line runs out to.
    func held(_ value: Double) -> Double { place(min(max(value, range.lowerBound), range.upperBound)) }

    private static func range(of values: some Sequence<Double>, on axis: PlotAxis) -> ClosedRange<Double>? {
        var lowest = Double.infinity
        var highest = -Double.infinity
        for value in values where axis.shows(value) {
            lowest = min(lowest, value)
            highest = max(highest, value)
        }
        guard lowest <= highest else { return nil }
        guard axis.includesZero, axis.scale == .linear else { return lowest...highest }
        return min(lowest, 0)...max(highest, 0)
    }

    /// One value alone has room on both sides.
    private static func widened(_ range: ClosedRange<Double>, _ axis: PlotAxis) -> ClosedRange<Double> {
        let (low, high) = (range.lowerBound, range.upperBound)
        guard high - low <= abs(high) * 1e-12 else { return range }
        switch axis.scale {
        case .logarithmic: return low / 2...high * 2
        case .time: return low - 30...high + 30
        case .linear:
            let room = high == 0 ? 1 : abs(high) * 0.1
            // What counts from nothing does not begin below it.
            return axis.includesZero && low >= 0 ? 0...(high == 0 ? 1 : high + room) : low - room...high + room
        }
    }

    private static func rounded(_ range: ClosedRange<Double>, _ axis: PlotAxis, _ count: Int) -> ClosedRange<Double> {
        guard axis.scale == .linear else { return range }
        let step = PlotTicks.step(span: range.upperBound - range.lowerBound, about: count)
        let low = (range.lowerBound / step + 1e-9).rounded(.down) * step
        return low...(range.upperBound / step - 1e-9).rounded(.up) * step
    }
}
