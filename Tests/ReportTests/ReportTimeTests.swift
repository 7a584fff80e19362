// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Report

/// Goal: times are read and written exactly, in UTC. Method: chosen texts.
@Suite("Times of reports")
struct ReportTimeTests {
    @Test(
        "Any offset from UTC is read",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:01.5Z", 1_500), ("1970-01-01T01:00:00+01:00", 0),
            ("1969-12-31T20:30:00.001-03:30", 1), ("2026-11-21T14:27:05.123456789Z", 1_795_271_225_123),
        ])
    func reading(text: String, milliseconds: Int64) {
        #expect(ReportTime(text)?.milliseconds == milliseconds)
    }

    @Test(
        "What is no time is none",
        arguments: [
            "", "Z", "2026-11-21", "2026-11-21T14:27:05", "2026-02-30T00:00:00Z", "2026-11-21T14:27:05+0100",
            "2026-11-21T14:27:05.Z", "2026-11-21T14:27:05.1a3Z", "2026-11-21T25:00:00Z", "2026-11-21T14:27Z",
        ])
    func refusing(text: String) {
        #expect(ReportTime(text) == nil)
    }

    @Test("What is written reads back; before 1970 too")
    func writing() {
        for milliseconds: Int64 in [0, -1, 1_795_271_225_123, -86_400_001] {
            let time = ReportTime(milliseconds: milliseconds)
            #expect(ReportTime(time.text) == time)
        }
        #expect(ReportTime(milliseconds: -1).text == "1969-12-31T23:59:59.999Z")
        #expect(ReportTime(milliseconds: 1_795_271_225_123).description == "2026-11-21 14:27:05Z")
    }
}
