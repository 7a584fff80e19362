// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Counts of wake-ups by how late they were.
public struct LatencyBands: Sendable, Hashable {
    /// The upper ends, which belong to their bands, in rising order; the last band has none.
    public static let ends: [Duration] = [
        .microsecond * 20, .microsecond * 50, .microsecond * 100, .microsecond * 200, .microsecond * 500,
        .millisecond, .millisecond * 2,
    ]

    /// One count for each end, and one for all above.
    public private(set) var counts = [Int64](repeating: 0, count: LatencyBands.ends.count + 1)

    public init() {}

    /// Counts one wake-up; one before its time counts as in time.
    public mutating func record(_ lateness: Duration) {
        let band = Self.ends.firstIndex { lateness <= $0 } ?? Self.ends.count
        counts[band] += 1
    }

    /// All wake-ups.
    public var total: Int64 { counts.reduce(0, +) }
}
