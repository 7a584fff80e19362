// SPDX-License-Identifier: Apache-2.0

/// A drawing of data over two axes, as a value.
public struct Plot: Hashable, Sendable {
    /// In kebab case, and of one block only in its section.
    public var id: String
    public var title: String
    /// One or two sentences for whoever cannot see it.
    public var description: String
    public var horizontal: PlotAxis
    public var vertical: PlotAxis
    public var series: [PlotSeries]
    /// Horizontal lines at values to compare with.
    public var levels: [PlotLevel]
    /// What happened at places of the horizontal axis.
    public var marks: [PlotMark]

    public init(
        id: String, title: String, description: String, horizontal: PlotAxis, vertical: PlotAxis, series: [PlotSeries],
        levels: [PlotLevel] = [], marks: [PlotMark] = []
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.horizontal = horizontal
        self.vertical = vertical
        self.series = series
        self.levels = levels
        self.marks = marks
    }
}
