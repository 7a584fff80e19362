// SPDX-License-Identifier: Apache-2.0
import Histogram
import Quantities

/// How long something took, again and again.
struct LatencyQuantiles {
    /// In nanoseconds, up to a minute.
    private var histogram = Histogram<UInt64>(
        highestTrackableValue: 60_000_000_000, numberOfSignificantValueDigits: .three)

    static let levels: [(name: String, percentile: Double)] = [
        ("p50", 50), ("p90", 90), ("p99", 99), ("p999", 99.9), ("max", 100),
    ]

    mutating func record(_ span: Duration) {
        histogram.record(UInt64(min(max(0, span.nanoseconds), 60_000_000_000)))
    }

    var count: UInt64 { histogram.totalCount }

    func microseconds(at percentile: Double) -> Double {
        count == 0 ? 0 : Double(histogram.valueAtPercentile(percentile)) / 1_000
    }

    /// The quantiles in microseconds, under their names with `what` before them.
    func values(of what: String) -> [String: Double] {
        var values = ["\(what)Count": Double(count)]
        for (name, percentile) in Self.levels {
            values["\(what)\(name.capitalized)Microseconds"] = microseconds(at: percentile)
        }
        return values
    }
}
