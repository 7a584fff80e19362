// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Latencies as people read them.
enum LatencyText {
    /// Whole microseconds below 10 ms, whole milliseconds from there on, rounded up: never better than it was.
    static func span(_ span: Duration) -> String {
        let nanoseconds = span.nanoseconds
        if nanoseconds % 1_000_000 == 0, nanoseconds > 0 { return "\(nanoseconds / 1_000_000) ms" }
        return nanoseconds < 10_000_000
            ? "\((nanoseconds + 999) / 1_000) us" : "\((nanoseconds + 999_999) / 1_000_000) ms"
    }
}
