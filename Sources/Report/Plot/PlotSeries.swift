// SPDX-License-Identifier: Apache-2.0

/// Data of one kind in a plot. Bounds of its points are drawn as a band behind a line, as whiskers on points and bars.
public struct PlotSeries: Hashable, Sendable {
    public enum Form: String, Codable, Hashable, Sendable {
        /// From each point straight to the next.
        case line
        /// A value holds until the next.
        case step
        case points
        /// From zero.
        case bars
    }

    /// In kebab case, and of one series only in its plot.
    public var id: String
    public var title: String
    public var form: Form
    /// In the order of the horizontal axis.
    public var points: [PlotPoint]

    public init(id: String, title: String, form: Form = .line, points: [PlotPoint]) {
        self.id = id
        self.title = title
        self.form = form
        self.points = points
    }

    /// One without bounds.
    public init(id: String, title: String, form: Form = .line, values: [(x: Double, y: Double?)]) {
        self.init(id: id, title: title, form: form, points: values.map { PlotPoint(x: $0.x, y: $0.y) })
    }
}
