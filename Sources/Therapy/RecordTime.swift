// SPDX-License-Identifier: Apache-2.0
import Quantities

/// When something happened in a therapy: by the pump's own time, which never goes back, and by the wall clock for whoever
/// reads the record.
public struct RecordTime: Codable, Hashable, Sendable {
    private let pump: Duration
    private let wall: Duration

    /// On the pump's own clock.
    public var pumpTime: Instant { .zero + pump }
    /// CLOCK_REALTIME, since 1970.
    public var wallTime: Instant { .zero + wall }

    /// Times before a clock's zero, which no clock shows, count as its zero.
    public init(pumpTime: Instant, wallTime: Instant) {
        pump = max(.zero, Duration(nanoseconds: pumpTime.nanoseconds))
        wall = max(.zero, Duration(nanoseconds: wallTime.nanoseconds))
    }

    /// Like `2026-11-21 09:56:59 UTC`; to the second, rounded down.
    public var wallText: String {
        let seconds = wall.nanoseconds / Duration.second.nanoseconds
        let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        // Within 292 years after 1970: a day that every calendar here has.
        let date = CalendarDate("1970-01-01")?.adding(days: days)?.description ?? "a day unknown"
        let parts = [rest / 3_600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(date) \(parts.joined(separator: ":")) UTC"
    }
}
