// SPDX-License-Identifier: Apache-2.0
import Foundation
import Quantities

/// The wall clock in words.
enum WallTime {
    /// ISO 8601 in UTC with milliseconds.
    static func text(_ instant: Quantities.Instant) -> String {
        let date = Date(timeIntervalSince1970: Double(instant.nanoseconds) / 1e9)
        return date.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true)) + "Z"
    }
}
