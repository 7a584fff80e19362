// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import PumpCore
import Quantities
import TestSupport
import Testing

@testable import Ledger

@Suite("The therapy on record")
struct TherapyRecordTests {
    let folder = TemporaryFolder()

    private static func volume(_ picoliters: Int64) -> Volume { Volume(picoliters: picoliters) }

    /// Every field with a value of its own.
    private static func full() throws -> TherapyState {
        var state = TherapyState()
        state.pumpTime = Instant(nanoseconds: 900)
        state.revision = 3
        state.background.clockOffset = -5
        state.background.earlierOffset = 6
        state.background.earlierUntil = Instant(nanoseconds: 7)
        state.background.lastDose = Instant(nanoseconds: 8)
        state.background.doseUntil = Instant(nanoseconds: 9)
        state.background.staircaseElapsed = Duration(nanoseconds: 10)
        state.background.staircaseFrom = Instant(nanoseconds: 11)
        state.background.heldRate = FlowRate(picolitersPerDay: 12)
        state.demand = DemandHistory(
            starts: [Instant(nanoseconds: 30), Instant(nanoseconds: 20)], lastEnd: Instant(nanoseconds: 31))
        var mixture = DrugMixture()
        mixture[1] = Concentration(picogramsPerMicroliter: 500)
        let plugs = [
            PathContents.Plug(earliest: .zero, latest: .zero, mixture: DrugMixture(), isUnknown: true),
            PathContents.Plug(earliest: volume(40), latest: volume(41), mixture: mixture, isUnknown: false),
        ]
        state.path = try #require(PathContents(plugs))
        state.freeSince = volume(50)
        return state
    }

    private static let fullText =
        #"{"background":{"clockOffsetNanoseconds":-5,"doseUntilNanoseconds":9,"#
        + #""earlierOffsetNanoseconds":6,"earlierUntilNanoseconds":7,"heldRatePicolitersPerDay":12,"#
        + #""lastDoseNanoseconds":8,"staircaseElapsedNanoseconds":10,"staircaseFromNanoseconds":11},"#
        + #""demand":{"lastEndNanoseconds":31,"startsNanoseconds":[30,20]},"earlierPaths":[],"#
        + #""freeSincePicoliters":50,"path":{"dead":{"uncertaintyPicoliters":2,"volumePicoliters":395},"plugs":["#
        + #"{"earliestPicoliters":0,"isUnknown":true,"latestPicoliters":0,"#
        + #""picogramsPerMicroliter":[0,0,0,0,0,0,0,0]},"#
        + #"{"earliestPicoliters":40,"isUnknown":false,"latestPicoliters":41,"#
        + #""picogramsPerMicroliter":[0,500,0,0,0,0,0,0]}]},"revision":3}"#

    private static let emptyText =
        #"{"background":{"doseUntilNanoseconds":0,"earlierUntilNanoseconds":0,"#
        + #""staircaseElapsedNanoseconds":0},"demand":{"startsNanoseconds":[]},"earlierPaths":[],"path":{"plugs":["#
        + #"{"earliestPicoliters":0,"isUnknown":true,"latestPicoliters":0,"#
        + #""picogramsPerMicroliter":[0,0,0,0,0,0,0,0]}]},"revision":0}"#

    @Test("Its text never changes: whoever reads old records knows it")
    func text() throws {
        let dead = DeadVolume(volume: Self.volume(395), uncertainty: Self.volume(2))
        #expect(try TherapyRecord(Self.full(), dead: dead).text == Self.fullText)
        #expect(try TherapyRecord(TherapyState()).text == Self.emptyText)
        let unstated = TherapyRecord(TherapyState(), dead: DeadVolume())
        #expect(try unstated.text.contains(#""path":{"dead":{},"plugs""#))
        #expect(unstated.path.dead?.dead == DeadVolume())
    }

    @Test("What comes back is what went in, whatever the numbers")
    func roundTrip() throws {
        var random = SplitMix64(seed: 7)
        var states = [TherapyState(), try Self.full()]
        for _ in 0..<200 { states.append(Self.random(&random)) }
        for state in states {
            let record = TherapyRecord(state, dead: Bool.random(using: &random) ? DeadVolume() : nil)
            let again = try TherapyRecord(text: try record.text)
            #expect(again == record)
            // Through the state too: what stands in no record would be lost here.
            let restored = again.state(at: state.pumpTime)
            #expect("\(restored)" == "\(state)")
        }
    }

    private static func random(_ random: inout SplitMix64) -> TherapyState {
        func number() -> Int64 { Int64.random(in: 0...(.max), using: &random) }
        func maybe() -> Int64? { Bool.random(using: &random) ? number() : nil }
        var state = TherapyState()
        state.pumpTime = Instant(nanoseconds: number())
        state.revision = number()
        state.background.clockOffset = maybe().map { Bool.random(using: &random) ? $0 : -$0 }
        state.background.earlierOffset = maybe().map { -$0 }
        state.background.earlierUntil = Instant(nanoseconds: number())
        state.background.lastDose = maybe().map(Instant.init(nanoseconds:))
        state.background.doseUntil = Instant(nanoseconds: number())
        state.background.staircaseElapsed = Duration(nanoseconds: number())
        state.background.staircaseFrom = maybe().map(Instant.init(nanoseconds:))
        state.background.heldRate = maybe().map(FlowRate.init(picolitersPerDay:))
        let starts = (0..<Int.random(in: 0...DemandRules.mostPerDay, using: &random)).map { _ in number() }
        state.demand = DemandHistory(
            starts: starts.sorted(by: >).map(Instant.init(nanoseconds:)),
            lastEnd: maybe().map(Instant.init(nanoseconds:)))
        var plugs: [PathContents.Plug] = []
        for _ in 0..<Int.random(in: 1...PathContents.capacity, using: &random) {
            var mixture = DrugMixture()
            for slot in 0..<DrugMixture.capacity { mixture[slot] = Concentration(picogramsPerMicroliter: number()) }
            let bounds = [number(), number()].sorted()
            plugs.append(
                PathContents.Plug(
                    earliest: volume(bounds[0]), latest: volume(bounds[1]), mixture: mixture,
                    isUnknown: Bool.random(using: &random)))
        }
        state.path = PathContents(plugs) ?? state.path
        state.freeSince = maybe().map(volume)
        return state
    }

    /// What is made of the full text, and the error that it gives.
    static let wrongs: [(String, String, String)] = [
        (#""revision":3"#, #""revision":-3"#, "revision: -3 is below zero"),
        (#""revision":3"#, #""revision":3,"colour":1"#, "colour: there is no such field"),
        (#","revision":3"#, "", "revision: the field is missing"),
        (#""revision":3"#, #""revision":"3""#, "revision: Int64 expected"),
        (#""doseUntilNanoseconds":9,"#, "", "background.doseUntilNanoseconds: the field is missing"),
        (#""lastDoseNanoseconds":8"#, #""lastDoseHours":8"#, "background.lastDoseHours: there is no such field"),
        (#"[30,20]"#, "[20,30]", "demand.startsNanoseconds: the latest must come first"),
        (#"[30,20]"#, "[30,-20]", "demand.startsNanoseconds: one is below zero"),
        (
            #"[30,20]"#, "[\(Array(repeating: "1", count: 49).joined(separator: ","))]",
            "demand.startsNanoseconds: 49 starts, at most 48 are kept"
        ),
        (
            #""latestPicoliters":41"#, #""latestPicoliters":39"#,
            "path.plugs[1].latestPicoliters: 39 is before the earliest, 40"
        ),
        (
            "[0,500,0,0,0,0,0,0]", "[0,500]",
            "path.plugs[1].picogramsPerMicroliter: 2 concentrations, there are 8 slots"
        ),
        ("[0,500,0,0,0,0,0,0]", "[0,-5,0,0,0,0,0,0]", "path.plugs[1].picogramsPerMicroliter: one is below zero"),
        (#""isUnknown":true"#, #""isUnknown":1"#, "path.plugs[0].isUnknown: Bool expected"),
        (
            #""uncertaintyPicoliters":2,"#, "",
            "path.dead.uncertaintyPicoliters: a volume and its uncertainty come together or not at all"
        ),
        (
            #""earlierPaths":[]"#,
            #""earlierPaths":[{"path":{"plugs":[]},"surelyUntilPicoliters":1,"untilPicoliters":2}]"#,
            "earlierPaths[0].path.plugs: 0 plugs, a path has 1 to 8"
        ),
    ]

    @Test("A text that is wrong is refused by the field that is", arguments: wrongs.indices)
    func wrong(index: Int) throws {
        let (part, instead, reason) = Self.wrongs[index]
        #expect(Self.fullText.contains(part))
        let text = Self.fullText.replacingOccurrences(of: part, with: instead)
        do {
            _ = try TherapyRecord(text: text)
            Issue.record("\(text) was taken")
        } catch {
            #expect("\(error)" == reason)
        }
    }

    @Test("What is no JSON is refused", arguments: ["", "therapy", "[]", "{\"revision\":", "null"])
    func noJSON(text: String) {
        #expect(throws: TherapyRecordError.self) { try TherapyRecord(text: text) }
    }

    @Test("It is on record with its settlement, and written only when it is another")
    func settled() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        try first.commit(LedgerBatch(at: .second(1), reservation: .pulses(100)))
        var state = try Self.full()
        func settle(_ steps: Int64) throws -> Int64? {
            let settlement = Settlement(account: .forward(steps), therapy: state, dead: DeadVolume())
            let event = LedgerEvent(kind: "settled")
            try first.commit(LedgerBatch(at: .second(2), events: [event], settlement: settlement))
            return try first.database.unsafeRead { try Int64.fetchOne($0, sql: "SELECT changed_by FROM kept") }
        }
        #expect(try settle(1) == 2)
        state.pumpTime = Instant(nanoseconds: 901)
        #expect(try settle(2) == 2)
        state.revision = 4
        #expect(try settle(3) == 4)
        // Without a word it stays, and so does the pump time.
        try first.commit(LedgerBatch(at: .second(3), settlement: .forward(4)))
        let ledger = try Ledger(folder: try folder.crashed(), now: .second(9))
        let durable = try ledger.state()
        #expect(durable.pumpTime == Instant(nanoseconds: 901))
        #expect(durable.therapy == TherapyRecord(state, dead: DeadVolume()))
        #expect("\(durable.restoration.therapy)" == "\(state)")
        #expect(durable.kept.isEmpty)
    }

    @Test("BR-R03: a record whose therapy makes no sense is refused by the field")
    func corrupt() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try ledger.database.write { db in
            let text = Self.emptyText.replacingOccurrences(of: #""revision":0"#, with: #""revision":-1"#)
            try db.execute(sql: "INSERT INTO kept VALUES ('therapy', ?, 1)", arguments: [text])
        }
        try ledger.close()
        let error = failure { () throws(LedgerError) in _ = try Ledger(folder: folder.ledger, now: .second(2)) }
        let reason = "what is kept as “therapy”: revision: -1 is below zero"
        #expect(error == .corrupt(file: folder.database, reason: reason))
    }
}
