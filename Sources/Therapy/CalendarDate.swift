// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar, without a time or a place: enough to tell one fill from another and to estimate a
/// refill.
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    /// Reads `"2026-11-21"`, years 1970 to 9999; nil for anything else and for days that no calendar has.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year >= 1970,
            (1...12).contains(month), (1...Self.days(of: month, in: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    private init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day `days` later; nil past the year 9999.
    public func adding(days: Int64) -> CalendarDate? {
        guard (0...4_000_000).contains(days) else { return nil }
        var rest = Int(days)
        var (year, month, day) = (year, month, day)
        // Month by month: at most 100,000 turns.
        while rest > Self.days(of: month, in: year) - day {
            rest -= Self.days(of: month, in: year) - day + 1
            day = 1
            month += 1
            if month > 12 { (year, month) = (year + 1, 1) }
            guard year <= 9999 else { return nil }
        }
        return CalendarDate(year: year, month: month, day: day + rest)
    }

    /// How many days later another date is; zero where it is not later.
    public func days(until later: CalendarDate) -> Int64 {
        var (low, high): (Int64, Int64) = (0, 4_000_000)
        // The most days that still lead to no later a date.
        while low < high {
            let middle = (low + high + 1) / 2
            if let date = adding(days: middle), date <= later { low = middle } else { high = middle - 1 }
        }
        return low
    }

    private static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }

    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    public var description: String { "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)" }
}
