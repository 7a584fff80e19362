// SPDX-License-Identifier: Apache-2.0

/// A point of a series.
public struct PlotPoint: Hashable, Sendable {
    public var x: Double
    /// Nil, or not finite, is a gap: nothing is drawn across it.
    public var y: Double?
    public var lower: Double?
    public var upper: Double?

    public init(x: Double, y: Double?, lower: Double? = nil, upper: Double? = nil) {
        self.x = x
        self.y = y
        self.lower = lower
        self.upper = upper
    }
}
