// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Ledger

@Suite("What a record keeps, and for how long")
struct RetentionTests {
    let folder = TemporaryFolder(inMemory: true)

    /// One commit an hour for so many days of pump time: ten entries a day are faults.
    private func run(_ days: Int64, wall: (Int64) -> Int64 = { $0 }) throws -> Ledger {
        let ledger = try Ledger(folder: folder.ledger, now: .second(0))
        for hour in 0..<days * 24 {
            var time = LedgerTime.second(hour * 3_600)
            time.wall = Instant(nanoseconds: wall(time.wall.nanoseconds))
            try ledger.commit(
                LedgerBatch(
                    at: time,
                    events: [LedgerEvent(kind: "hourly", severity: hour % 24 < 10 ? .medium : .low)],
                    settlement: .forward(0, pumpTime: .second(hour * 3_600))))
        }
        return ledger
    }

    private func makeRoom(_ ledger: Ledger, _ retention: Retention) throws {
        var steps = 0
        while try ledger.makeRoom(retention, at: .second(1_000_000_000)) {
            steps += 1
            try #require(steps < 1_000)
        }
    }

    @Test(
        "BR-R04: what is older than it must be kept goes, oldest first, the fact is an entry, and the chain stays whole"
    )
    func drops() throws {
        let ledger = try run(200)
        try makeRoom(ledger, Retention(eventDays: 90, faults: 1_000))
        let totals = try ledger.totals()
        // Entry 1 made the record; then 24 a day. Days before 199 - 90 are gone.
        #expect(totals.firstEntry == 2 + 109 * 24)
        let told = try ledger.events(
            after: totals.firstEntry - 1, limit: 10_000, EventQuery(kinds: ["entries-dropped"]))
        #expect(told.count == 2 && told.allSatisfy { $0.requirements == ["BR-R04"] })
        #expect(told[0].payload.contains(#""first":1,"last":2000,"#))
        let check = try ledger.verifyChain()
        #expect(check.broken == nil && check.first == totals.firstEntry && check.last == totals.lastEntry)
        // Of the 1,090 faults among them the last 1,000 are still there, each with the hash that it had.
        let faults = try ledger.events(limit: 10_000, EventQuery(minimumSeverity: .medium))
        #expect(faults.count == 1_000 + 91 * 10)
        #expect(faults.count { $0.sequence < totals.firstEntry } == 1_000)
        try ledger.close()
        let again = try Ledger(folder: folder.ledger, now: .second(1_000_000_001))
        #expect(try again.verifyChain().broken == nil)
        try makeRoom(again, Retention(eventDays: 90, faults: 1_000))
        #expect(try again.totals().firstEntry == totals.firstEntry)
    }

    @Test("BR-R04: a wall clock that leaps years ahead makes nothing old: 30 days of pump time are kept")
    func leaps() throws {
        let ledger = try run(30, wall: { $0 * 3 })
        try makeRoom(ledger, Retention(eventDays: 30))
        #expect(try ledger.totals().firstEntry == 1)
        #expect(try ledger.events(limit: 10_000).count == 1 + 30 * 24)
    }

    @Test(
        "BR-R03: a kept fault that was changed or removed is found, and a beginning that was moved",
        arguments: [
            ("UPDATE kept_fault SET kind = 'other' WHERE sequence = 5", 5),
            ("DELETE FROM kept_fault WHERE sequence = 5", 218),
            (
                """
                DROP TRIGGER event_is_never_changed;
                UPDATE event SET payload = '{"last":"x","lastHash":5}' WHERE kind = 'entries-dropped'
                """, 962
            ),
            (
                """
                DROP TRIGGER event_is_never_changed;
                UPDATE event SET payload = '{"last":' WHERE kind = 'entries-dropped'
                """, 962
            ),
            (
                """
                UPDATE standing SET first_entry = 300,
                    hash_before_first = (SELECT hash FROM event WHERE sequence = 299);
                DELETE FROM event WHERE sequence < 300
                """, 300
            ),
        ])
    func faults(sql: String, entry: Int64) throws {
        let ledger = try run(40)
        try makeRoom(ledger, Retention(eventDays: 30))
        #expect(try ledger.verifyChain().broken == nil)
        try ledger.database.writeWithoutTransaction { try $0.execute(sql: sql) }
        #expect(try ledger.verifyChain().broken?.sequence == entry)
    }

    @Test("Requests of dropped days are forgotten, those without an outcome are not")
    func requests() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(0))
        _ = try ledger.begin(request: "done", method: "m", parametersDigest: "d", at: .second(1))
        _ = try ledger.begin(request: "open", method: "m", parametersDigest: "d", at: .second(1))
        try ledger.finish(request: "done", outcome: "{}", at: .second(2))
        for day: Int64 in 1...40 {
            try ledger.commit(
                LedgerBatch(
                    at: .second(day), events: [LedgerEvent(kind: "daily")],
                    settlement: .forward(0, pumpTime: .second(day * 86_400))))
        }
        #expect(try ledger.outcome(of: "done") == "{}")
        try makeRoom(ledger, Retention(eventDays: 30))
        #expect(try ledger.method(of: "done") == nil)
        #expect(try ledger.method(of: "open") == "m")
    }

    @Test("Telemetry is thinned with age: minutes, tens, hours, nothing; ends and extremes stay true")
    func telemetry() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(0))
        let days: Int64 = 100
        for day in 0..<days {
            // An hour a day is enough to see it.
            let rows = (0..<60).map { minute in
                TelemetryMinute(
                    minute: day * 1_440 + minute, wall: Instant(nanoseconds: day * 1_440 + minute), state: .delivering,
                    rate: .zero, forwardVolume: Volume(picoliters: day * 1_440 + minute),
                    pressure: minute % 2 == 0
                        ? nil
                        : .init(
                            lowest: Pressure(pascals: -minute), mean: Pressure(pascals: 100),
                            highest: Pressure(pascals: minute)))
            }
            try ledger.commit(
                LedgerBatch(
                    at: .second(day), settlement: .forward(0, pumpTime: .second(day * 86_400)), telemetry: rows))
        }
        try makeRoom(ledger, Retention())
        let rows = try ledger.telemetry(limit: 10_000)
        let bySpan = Dictionary(grouping: rows, by: \.minutes)
        // Today is day 99: minutes since day 92, tens since day 9, hours before.
        #expect(bySpan[1]?.count == 8 * 60)
        #expect(bySpan[10]?.count == 83 * 6)
        #expect(bySpan[60]?.count == 9)
        let hour = try #require(rows.first)
        #expect(hour.minute == 0 && hour.forwardVolume.picoliters == 59 && hour.wall.nanoseconds == 59)
        #expect(hour.pressure?.lowest.pascals == -59 && hour.pressure?.highest.pascals == 59)
        #expect(hour.pressure?.mean.pascals == 100)
        var short = Retention()
        short.telemetryDays = .init(minutes: 1, tens: 2, hours: 3)
        try makeRoom(ledger, short)
        #expect(try ledger.telemetry(limit: 10_000).allSatisfy { $0.minute >= 96 * 1_440 })
    }
}
