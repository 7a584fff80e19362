// SPDX-License-Identifier: Apache-2.0

/// An axis of a plot.
public struct PlotAxis: Codable, Hashable, Sendable {
    public enum Scale: String, Codable, Hashable, Sendable {
        case linear
        /// To the base of ten; what is not above zero is a gap.
        case logarithmic
        /// UTC, in seconds since 1970-01-01 00:00.
        case time
    }

    /// In lower camel case: the name of its numbers in JSON, before the unit.
    public var id: String
    public var title: String
    public var unit: ReportUnit?
    public var scale: Scale
    /// What it shows; from the data where nil.
    public var range: ClosedRange<Double>?
    /// Whether a range from the data goes down, or up, to zero.
    public var includesZero: Bool

    /// A time axis counts in seconds, whatever unit is given.
    public init(
        id: String, title: String, unit: ReportUnit? = nil, scale: Scale = .linear, range: ClosedRange<Double>? = nil,
        includesZero: Bool = false
    ) {
        self.id = id
        self.title = title
        self.unit = scale == .time ? .seconds : unit
        self.scale = scale
        self.range = range
        self.includesZero = includesZero
    }

    /// An axis of times in UTC.
    public static func time(_ range: ClosedRange<ReportTime>? = nil) -> PlotAxis {
        PlotAxis(
            id: "time", title: "Time (UTC)", scale: .time,
            range: range.map { $0.lowerBound.seconds...$0.upperBound.seconds })
    }

    /// With the unit: `Delivered (uL)`.
    var head: String {
        guard let unit, scale != .time else { return title }
        return "\(title) (\(unit.symbol))"
    }

    func name(_ suffix: String = "") -> ReportKey { ReportKey(id + suffix, unit) }

    /// The value where the axis can show it.
    func shows(_ value: Double) -> Bool { value.isFinite && (scale != .logarithmic || value > 0) }
}
