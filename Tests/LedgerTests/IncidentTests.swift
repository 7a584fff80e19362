// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities
import Testing

@testable import Ledger

/// Goal: what went wrong with dose records elsewhere cannot go wrong here. Method: each incident played through, by the words
/// in which it was reported.
@Suite("Dose-accounting incidents")
struct IncidentTests {
    let folder = TemporaryFolder()

    private struct BolusRow: Equatable {
        let state: String
        let lower: Int64
        let upper: Int64?
    }

    private func boluses(_ ledger: Ledger) throws -> [BolusRow] {
        try ledger.database.unsafeRead { db in
            try Row.fetchAll(db, sql: "SELECT * FROM bolus ORDER BY number").map { row in
                BolusRow(state: row["state"], lower: row["delivered_lower_pl"], upper: row["delivered_upper_pl"])
            }
        }
    }

    private static func order(_ number: Int64) -> BolusOrder {
        BolusOrder(identifier: number, volume: Volume(picoliters: 8_700), duration: .minute)
    }

    /// A bolus of 8,700 pL, asked for as “r-1”, of which one stroke of 1,100 pL is on record; 900 pulses are reserved.
    private func underWay() throws -> Ledger {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        _ = try ledger.begin(request: "r-1", method: "Bolus", parametersDigest: "d", at: .second(2))
        let number = try ledger.beginBolus(
            volume: Volume(picoliters: 8_700), duration: .minute, requestId: "r-1", at: .second(2))
        #expect(number == 1)
        try ledger.commit(LedgerBatch(at: .second(3), reservation: .pulses(900)))
        let records: [EventRecord] = [
            .number(1, .bolusStarted(Self.order(1))),
            .number(2, .stroke(1, pulses: 110, odometer: 110, bolus: 1, share: 1_100)),
        ]
        try ledger.commit(
            LedgerBatch(at: .second(4), records: records, settlement: .forward(110, pumpTime: .second(4))))
        return ledger
    }

    private func settle(_ ledger: Ledger) throws {
        let steps = try ledger.state().uncertain
        try ledger.settleUncertain(
            steps: steps, volume: Volume(picoliters: steps.pulses * 10), at: .second(9), pumpTime: .second(9))
    }

    @Test("BR-D15: “treatment recorded after completion”: an order is on disk before anything may move for it")
    func recordedAfterCompletion() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        _ = try first.beginBolus(
            volume: Volume(picoliters: 8_700), duration: .minute, requestId: nil, at: .second(2))
        // The program dies before the core hears of it.
        let ledger = try Ledger(folder: try folder.crashed(), now: .second(9))
        #expect(try ledger.state().interrupted.map(\.volume.picoliters) == [8_700])
        #expect(try ledger.events(EventQuery(kinds: ["bolus-ordered"])).count == 1)
        // And nothing may move beyond what was reserved on disk, whoever ordered it.
        let error = failure { () throws(LedgerError) in
            try first.commit(LedgerBatch(at: .second(3), settlement: .forward(1)))
        }
        #expect(error == .beyondReservation(settled: .pulses(1), reserved: .zero))
    }

    @Test(
        "BR-D15: “record not persisted when the progress closed, dosed again”: a kill loses no bolus and gives none twice"
    )
    func lostOnKillThenDosedAgain() throws {
        let first = try underWay()
        let ledger = try Ledger(folder: try folder.crashed(), now: .second(9))
        withExtendedLifetime(first) {}
        // Whoever asks again, with the same id, is told of the first one, before and after it is settled.
        #expect(try ledger.begin(request: "r-1", method: "Bolus", parametersDigest: "d", at: .second(9)) == .pending)
        #expect(try ledger.state().interrupted.map(\.requestId) == ["r-1"])
        try settle(ledger)
        #expect(try ledger.begin(request: "r-1", method: "Bolus", parametersDigest: "d", at: .second(10)) == .pending)
        #expect(try ledger.state().interrupted.isEmpty)
        #expect(try boluses(ledger) == [BolusRow(state: "interrupted", lower: 1_100, upper: 8_700)])
    }

    @Test("BR-D11: “battery died mid-bolus: the pump gave 8.7, the record had 1.1”: the upper bound holds all of it")
    func diedMidBolus() throws {
        let first = try underWay()
        let ledger = try Ledger(folder: try folder.crashed(), now: .second(9))
        withExtendedLifetime(first) {}
        try settle(ledger)
        let row = try #require(try boluses(ledger).first)
        #expect(row.lower == 1_100 && row.upper == 8_700)
        let account = try ledger.state().account
        #expect(account.forwardVolume == Volume(picoliters: 9_000) && account.unproven == Volume(picoliters: 7_900))
    }

    @Test("BR-W01: “undelivered subtracted twice”: settling again changes nothing, and no total is ever below zero")
    func subtractedTwice() throws {
        let first = try underWay()
        let crashed = try folder.crashed()
        withExtendedLifetime(first) {}
        var accounts: [Account] = []
        for _ in 0..<3 {
            let ledger = try Ledger(folder: crashed, now: .second(9))
            try settle(ledger)
            try settle(ledger)
            accounts.append(try ledger.state().account)
            try ledger.close()
        }
        #expect(Set(accounts).count == 1)
        #expect(accounts[0].forwardVolume == Volume(picoliters: 9_000) && accounts[0].unproven >= .zero)
        let ledger = try Ledger(folder: crashed, now: .second(10))
        #expect(try ledger.events(EventQuery(kinds: ["uncertain-settled"])).count == 1)
        let rows = try boluses(ledger)
        #expect(rows.allSatisfy { $0.lower >= 0 && ($0.upper ?? 0) >= $0.lower && ($0.upper ?? 0) <= 8_700 })
        #expect(try ledger.deliveredMinutes().map(\.forwardVolume.picoliters) == [0, 9_000])
    }

    @Test(
        "BR-D13: “full amount assumed although the pump stopped mid-bolus”: what ended early has what it came to",
        arguments: [Event.BolusEnd.stopped, .cancelled, .limited])
    func fullAmountAssumed(end: Event.BolusEnd) throws {
        let ledger = try underWay()
        let records: [EventRecord] = [
            .number(3, .stroke(2, pulses: 40, odometer: 150, bolus: 1, share: 380)),
            .number(4, .bolusEnded(identifier: 1, delivered: Volume(picoliters: 1_480), end)),
        ]
        try ledger.commit(
            LedgerBatch(
                at: .second(5), records: records, settlement: .forward(150, isClean: true, pumpTime: .second(5))))
        #expect(try boluses(ledger) == [BolusRow(state: end.name, lower: 1_480, upper: 1_480)])
        let next = try Ledger(folder: try folder.crashed(), now: .second(9))
        #expect(try next.state().interrupted.isEmpty && next.state().uncertain == .zero)
        #expect(try next.state().account.forwardVolume == Volume(picoliters: 1_500))
        #expect(try boluses(next) == [BolusRow(state: end.name, lower: 1_480, upper: 1_480)])
    }

    @Test(
        "BR-R03: “boluses duplicated”: events that come again are refused, and a request that comes again has its outcome"
    )
    func duplicated() throws {
        let ledger = try underWay()
        let before = try ledger.state()
        let again: [EventRecord] = [
            .number(1, .bolusStarted(Self.order(1))),
            .number(2, .stroke(1, pulses: 110, odometer: 110, bolus: 1, share: 1_100)),
        ]
        let error = failure { () throws(LedgerError) in
            try ledger.commit(LedgerBatch(at: .second(5), records: again, settlement: .forward(220)))
        }
        #expect(error == .wentBack("the number of the core's events, 2 to 1,"))
        #expect(try ledger.state() == before)
        // A settlement that comes again is the same settlement.
        try ledger.commit(LedgerBatch(at: .second(5), settlement: .forward(110, pumpTime: .second(4))))
        #expect(try ledger.state().account == before.account)
        #expect(try boluses(ledger) == [BolusRow(state: "running", lower: 1_100, upper: nil)])
        try ledger.finish(request: "r-1", outcome: #"{"bolus":1}"#, at: .second(6))
        let status = try ledger.begin(request: "r-1", method: "Bolus", parametersDigest: "d", at: .second(7))
        #expect(status == .done(outcome: #"{"bolus":1}"#))
    }
}
