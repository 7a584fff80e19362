// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Quantities
import Varlink

/// The wall clock in words.
enum WallTime {
    /// RFC 3339 with an offset from UTC, as a parameter has it; nil for none. Throws which parameter is wrong.
    static func parse(_ text: String?, of parameter: String) throws(CallError) -> Quantities.Instant? {
        guard let text else { return nil }
        let styles: [Date.ISO8601FormatStyle] = [
            .iso8601, Date.ISO8601FormatStyle(includingFractionalSeconds: true),
        ]
        guard let date = styles.lazy.compactMap({ try? Date(text, strategy: $0) }).first else {
            throw CallError.invalidParameter(parameter)
        }
        return Quantities.Instant(nanoseconds: Int64(date.timeIntervalSince1970 * 1e9))
    }

    static func span(
        _ span: SpanParameters
    ) throws(CallError) -> (since: Quantities.Instant?, until: Quantities.Instant?) {
        (try parse(span.since, of: "since"), try parse(span.until, of: "until"))
    }

    /// ISO 8601 in UTC with milliseconds.
    static func text(_ instant: Quantities.Instant) -> String {
        let date = Date(timeIntervalSince1970: Double(instant.nanoseconds) / 1e9)
        return date.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true)) + "Z"
    }
}
