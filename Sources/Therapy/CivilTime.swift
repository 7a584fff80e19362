// SPDX-License-Identifier: Apache-2.0

/// A date and a time of day as a clock shows them, of no zone.
public struct CivilTime: Hashable, Sendable, CustomStringConvertible {
    /// Since 1970-01-01 00:00 as the clock shows it.
    public let seconds: Int64

    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    public init(seconds: Int64) { self.seconds = seconds }

    /// The same in nanoseconds; to the second, rounded down.
    public init(nanoseconds: Int64) { seconds = Self.split(nanoseconds, by: 1_000_000_000).0 }

    /// 1970-01-01 was a Thursday.
    public var weekday: String { Self.weekdays[Int(Self.split(Self.split(seconds, by: 86_400).0 + 3, by: 7).1)] }

    /// The day; nil before 1970 and past the year 9999.
    public var date: CalendarDate? { CalendarDate(String(description.prefix(10))) }

    /// Reads `2026-11-23T06:30:00`; a space for the T will do, and seconds may be missing. Nil for anything else, and
    /// for a day that no calendar has.
    public init?(_ text: String) {
        let halves = text.split(whereSeparator: { $0 == "T" || $0 == " " })
        guard halves.count == 2, text.count == halves[0].count + 1 + halves[1].count else { return nil }
        let date = halves[0].split(separator: "-", omittingEmptySubsequences: false)
        var time = halves[1].split(separator: ":", omittingEmptySubsequences: false)
        if time.count == 2 { time.append("00") }
        guard date.count == 3, time.count == 3, date[0].count == 4 else { return nil }
        guard (date[1...] + time).allSatisfy({ $0.count == 2 }) else { return nil }
        let numbers = (date + time).compactMap(Self.number)
        guard numbers.count == 6, numbers[3] < 24, numbers[4] < 60, numbers[5] < 60 else { return nil }
        let days = Self.days(numbers[0], numbers[1], numbers[2])
        guard Self.date(days) == (numbers[0], numbers[1], numbers[2]) else { return nil }
        seconds = days * 86_400 + numbers[3] * 3_600 + numbers[4] * 60 + numbers[5]
    }

    /// `2026-11-23 06:30:00`.
    public var description: String {
        let (days, time) = Self.split(seconds, by: 86_400)
        let (year, month, day) = Self.date(days)
        let date = "\(year)-\(Self.two(month))-\(Self.two(day))"
        return "\(date) \(Self.two(time / 3_600)):\(Self.two(time / 60 % 60)):\(Self.two(time % 60))"
    }

    /// Digits only: no sign, no space.
    private static func number(_ text: Substring) -> Int64? {
        text.allSatisfy { ("0"..."9").contains($0) } ? Int64(text) : nil
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func split(_ number: Int64, by size: Int64) -> (Int64, Int64) {
        let rest = ((number % size) + size) % size
        return ((number - rest) / size, rest)
    }

    /// Days since 1970-01-01 in the Gregorian calendar, whose year begins in March here so that the leap day is its last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let (era, ofEra) = split(month > 2 ? year : year - 1, by: 400)
        let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    private static func date(_ days: Int64) -> (Int64, Int64, Int64) {
        let (era, ofEra) = split(days + 719_468, by: 146_097)
        let year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let isLate = month >= 10
        return (year + era * 400 + (isLate ? 1 : 0), isLate ? month - 9 : month + 3, ofYear - (153 * month + 2) / 5 + 1)
    }
}
