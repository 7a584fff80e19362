// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Therapy

@testable import cisterna

/// Goal: the time that is typed is the time that is set. Method: Foundation's calendar beside ours, and what is no time.
@Suite("Civil time")
struct CivilTimeTests {
    @Test("Times are those of Foundation's calendar, and come back")
    func agreesWithFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        // From 1603: before 1582 Foundation counts as people did then.
        for day in stride(from: Int64(-134_000), through: 200_000, by: 37) {
            let seconds = day * 86_400 + (day &* 7_919) % 40_000
            let parts = calendar.dateComponents(
                [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: Double(seconds)))
            let shown = CivilTime(seconds: seconds).description
            let numbers = shown.split { "- :".contains($0) }.compactMap { Int($0) }
            #expect(numbers == [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second])
            #expect(CivilTime(shown)?.seconds == seconds)
        }
        #expect(CivilTime("2026-11-23T06:30")?.description == "2026-11-23 06:30:00")
    }

    @Test(
        "What is no time is refused",
        arguments: [
            "", "2026-11-23", "06:30:00", "2026-02-29T00:00:00", "2026-13-01T00:00:00", "2026-00-01T00:00:00",
            "2026-11-31T00:00:00", "2026-11-23T24:00:00", "2026-11-23T06:60:00", "2026-11-23T06:30:60",
            "2026-11-23T6:30:00", "26-11-23T06:30:00", "2026-11-23T06:30:00Z", "2026-11-23T06:30:00+01:00",
            "2026-11-23  06:30:00", "2026-11-23T06:30:00.5", "+026-11-23T06:30:00", "2026-11-23T06:3a:00",
        ])
    func refuses(text: String) {
        #expect(CivilTime(text) == nil)
        #expect(throws: BadQuantity.self) { try ClockSetCommand.time(text) }
    }

    @Test("Offsets", arguments: [("+01:00", 3_600), ("-03:30", -12_600), ("Z", 0), ("+14:00", 50_400), ("-00:00", 0)])
    func offsets(text: String, seconds: Int64) {
        #expect(UTCOffset(text)?.seconds == seconds)
    }

    @Test(
        "What is no offset is refused", arguments: ["", "1", "+1", "+0100", "01:00", "+14:01", "+01:60", "+1:000", "z"])
    func badOffsets(text: String) {
        #expect(UTCOffset(text) == nil)
        #expect(throws: BadQuantity.self) { try ClockSetCommand.offset(text) }
    }

    @Test("An offset is said with its sign")
    func said() {
        #expect(UTCOffset(seconds: -12_600)?.description == "UTC-03:30" && UTCOffset.utc.description == "UTC+00:00")
        #expect(UTCOffset(seconds: 30) == nil && UTCOffset(seconds: 54_000) == nil)
    }
}
