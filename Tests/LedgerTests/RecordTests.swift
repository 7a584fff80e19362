// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing
import Transcript

@testable import Ledger

@Suite("Requests, prescriptions, events")
struct RecordTests {
    let folder = TemporaryFolder()

    @Test("BR-D15: the same request gets the first outcome, also after a crash; other parameters conflict")
    func requests() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        func begin(_ ledger: Ledger, _ method: String, _ digest: String) throws -> RequestStatus {
            try ledger.begin(request: "r-1", method: method, parametersDigest: digest, at: .second(2))
        }
        #expect(try begin(first, "Bolus", "a") == .new)
        #expect(try begin(first, "Bolus", "a") == .pending)
        #expect(try first.outcome(of: "r-1") == nil)
        let afterIntent = try Ledger(folder: try folder.crashed("after-intent"), now: .second(3))
        #expect(try begin(afterIntent, "Bolus", "a") == .pending)
        #expect(try afterIntent.state().unfinishedRequests == ["r-1"])

        let reply = #"{"bolus": 1, "text": "quote \" and \\ and ü"}"#
        try first.finish(request: "r-1", outcome: reply, at: .second(4))
        try first.finish(request: "r-1", outcome: "{}", at: .second(5))
        let ledger = try Ledger(folder: try folder.crashed("after-outcome"), now: .second(6))
        #expect(try begin(ledger, "Bolus", "a") == .done(outcome: reply))
        #expect(try ledger.outcome(of: "r-1") == reply)
        #expect(try begin(ledger, "Bolus", "b") == .conflict)
        #expect(try begin(ledger, "Prime", "a") == .conflict)
        #expect(try ledger.state().unfinishedRequests.isEmpty)
        #expect(try ledger.events(EventQuery(kinds: ["request-begun", "request-finished"])).count == 2)
    }

    @Test("An outcome without its request refuses the whole batch")
    func unknownRequest() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        let batch = LedgerBatch(
            at: .second(2), events: [LedgerEvent(kind: "lost")], reservation: .pulses(10),
            outcomes: [RequestOutcome(id: "none", outcome: "{}")])
        #expect(failure { () throws(LedgerError) in try ledger.commit(batch) } == .unknownRequest("none"))
        #expect(try ledger.state().reserved == .zero)
        #expect(try ledger.events(EventQuery(kinds: ["lost"])).isEmpty)
    }

    @Test("A star in a kind stands for anything, and nothing else is a pattern")
    func kindsWithStars() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        let kinds = ["stroke-ended", "stroke-late", "struck", "part-replaced"]
        try ledger.commit(LedgerBatch(at: .second(2), events: kinds.map { LedgerEvent(kind: $0) }))
        let found = { (asked: Set<String>) in try ledger.events(EventQuery(kinds: asked)).map(\.kind) }
        #expect(try found(["stroke-*"]) == ["stroke-ended", "stroke-late"])
        #expect(try found(["*-ended", "part-replaced"]) == ["stroke-ended", "part-replaced"])
        #expect(try found(["*ro*-*e*"]) == ["stroke-ended", "stroke-late"])
        #expect(try found(["stroke-????", "stroke-[l]ate", "stroke_late", "stroke-%", "[s]*", "?t*"]).isEmpty)
        #expect(try found([]).isEmpty)
    }

    @Test("Revisions of prescriptions only rise; texts come back byte for byte")
    func prescriptions() throws {
        let text = "# therapy\nrate = \"0.5 mL/day\"\r\n\t\u{FEFF}ü\n"
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        func commit(_ ledger: Ledger, _ revision: Int64) throws(LedgerError) {
            try ledger.commitPrescription(
                revision: revision, text: text, digest: "t\(revision)", rigDigest: "r", operator: "mw", reason: "start",
                fillNumber: 2, at: .second(revision))
        }
        #expect(failure { () throws(LedgerError) in try commit(first, 0) } == .revisionNotNewer(revision: 0, last: 0))
        try commit(first, 1)
        try commit(first, 5)
        for revision: Int64 in [5, 4, 1] {
            let error = failure { () throws(LedgerError) in try commit(first, revision) }
            #expect(error == .revisionNotNewer(revision: revision, last: 5))
        }
        try first.close()
        let ledger = try Ledger(folder: folder.ledger, now: .second(9))
        #expect(try ledger.prescriptions().map(\.revision) == [1, 5])
        #expect(try ledger.prescription(revision: 4) == nil)
        let last = try #require(try ledger.state().prescription)
        #expect(Array(last.text.utf8) == Array(text.utf8))
        #expect(last.digest == "t5" && last.rigDigest == "r" && last.operatorName == "mw" && last.reason == "start")
        #expect(last.fillNumber == 2 && last.committedAt == .second(5))
        #expect(try ledger.events(EventQuery(kinds: ["prescription-committed"])).count == 2)
    }

    @Test("BR-R01: every entry has its number, the rig clock, monotonic, boot and wall time and the clock's quality")
    func entries() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        let records: [EventRecord] = [
            .number(1, .conditionRaised(.airInLine)),
            .number(2, .stateChanged(from: .delivering, to: .stopped, cause: .condition(.airInLine))),
        ]
        let event = LedgerEvent(kind: "client-refused", severity: .low, payload: ["user": 1_000])
        try ledger.commit(LedgerBatch(at: .second(2), records: records, events: [event]))
        try ledger.commit(LedgerBatch(at: .second(3, boot: "another"), records: [.number(3, .granted(.pulses(5)))]))
        let entries = try ledger.events(after: 1)
        #expect(entries.map(\.sequence) == [2, 3, 4, 5])
        #expect(entries.map(\.coreSequence) == [1, 2, nil, 3])
        #expect(entries.map { $0.rigClock?.nanoseconds } == [1_000, 2_000, nil, 3_000])
        #expect(entries.map(\.at) == [.second(2), .second(2), .second(2), .second(3, boot: "another")])
        #expect(entries.map(\.at.clockIsSynchronised) == [true, true, true, false])
        #expect(entries.map(\.severity) == [.high, .high, .low, .info])
        #expect(
            entries[1].payload == #"{"cause":"condition","condition":"air-in-line","from":"delivering","to":"stopped"}"#
        )
        #expect(entries[2].payload == #"{"user":1000}"#)
    }

    @Test("BR-S10: the bench-only notice that was shown is an entry with its requirement, also in the next session")
    func notice() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        let notice = LedgerEvent(
            kind: "notice-shown", payload: ["text": "for bench rigs only"], requirements: ["BR-S10", "BR-S01"])
        try first.commit(LedgerBatch(at: .second(2), events: [notice]))
        try first.close()
        let ledger = try Ledger(folder: folder.ledger, now: .second(3))
        let entry = try #require(try ledger.events(EventQuery(kinds: ["notice-shown"])).first)
        #expect(entry.requirements == ["BR-S10", "BR-S01"])
        #expect(entry.payload == #"{"text":"for bench rigs only"}"#)
    }

    @Test("Queries cut by number, kind, severity, time and count")
    func queries() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(0))
        for second: Int64 in 1...40 {
            let severity = Severity.allCases[Int(second) % 4]
            let event = LedgerEvent(kind: second % 2 == 0 ? "even" : "odd", severity: severity)
            try ledger.commit(LedgerBatch(at: .second(second), events: [event]))
        }
        #expect(try ledger.events(limit: 3).map(\.sequence) == [1, 2, 3])
        #expect(try ledger.events(after: 39).map(\.sequence) == [40, 41])
        #expect(try ledger.events(limit: 0).count == 1)
        #expect(try ledger.events(EventQuery(kinds: ["even", "odd"])).count == 40)
        #expect(try ledger.events(EventQuery(kinds: [])).isEmpty)
        #expect(try ledger.events(EventQuery(minimumSeverity: .medium)).count == 20)
        #expect(try ledger.events(EventQuery(kinds: ["odd"], minimumSeverity: .high)).count == 10)
        let some = try ledger.events(
            EventQuery(since: LedgerTime.second(10).wall, until: LedgerTime.second(12).wall))
        #expect(some.map(\.sequence) == [11, 12])
        #expect(try ledger.firstOfLast(3, EventQuery(kinds: ["odd"])) == 36)
        #expect(try ledger.firstOfLast(3, EventQuery(kinds: ["none"])) == nil)
    }

    @Test("Entries are never changed")
    func appendOnly() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        #expect(throws: (any Error).self) {
            try ledger.database.write { try $0.execute(sql: "UPDATE event SET kind = 'other'") }
        }
    }
}
