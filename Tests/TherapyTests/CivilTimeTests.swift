// SPDX-License-Identifier: Apache-2.0
import Testing
import Therapy

@Suite("The pump clock in words")
struct CivilTimeTests {
    @Test(
        "Days, leap years and weekdays",
        arguments: [
            (Int64(0), "1970-01-01 00:00:00", "Thursday"), (951_782_400, "2000-02-29 00:00:00", "Tuesday"),
            (1_795_415_405, "2026-11-23 06:30:05", "Monday"), (1_795_391_999, "2026-11-22 23:59:59", "Sunday"),
            (-1, "1969-12-31 23:59:59", "Wednesday"),
        ])
    func words(seconds: Int64, text: String, weekday: String) throws {
        // The expected texts are those of `date -u`.
        let time = CivilTime(nanoseconds: seconds * 1_000_000_000 + 999_999_999)
        #expect(time.seconds == seconds)
        #expect(time.weekday == weekday)
        #expect(time.description == text)
        #expect(try #require(CivilTime(text)) == time)
        #expect(time.date?.description == (seconds < 0 ? nil : String(text.prefix(10))))
    }

    @Test("Days from one date to another", arguments: [("2026-11-21", 0), ("2026-11-22", 1), ("2028-03-01", 466)])
    func between(later: String, days: Int64) throws {
        let date = try #require(CalendarDate("2026-11-21"))
        #expect(date.days(until: try #require(CalendarDate(later))) == days)
        #expect(try #require(CalendarDate(later)).days(until: date) == 0)
    }
}
