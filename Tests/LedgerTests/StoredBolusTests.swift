// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Ledger

/// Goal: whoever ordered a bolus learns from the record what became of it, whatever happened meanwhile. Method: one bolus
/// through each of its states, looked up by number and by request.
@Suite("What became of a bolus")
struct StoredBolusTests {
    let folder = TemporaryFolder()

    private func ordered() throws -> Ledger {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        #expect(try ledger.begin(request: "r-1", method: "TrialStep", parametersDigest: "d", at: .second(2)) == .new)
        try ledger.commit(LedgerBatch(at: .second(2), reservation: .pulses(500)))
        let number = try ledger.beginBolus(
            volume: Volume(picoliters: 1_000), duration: .minute, requestId: "r-1", at: .second(3))
        #expect(number == 1)
        return ledger
    }

    private func take(_ ledger: Ledger, _ sequence: Int64, _ event: Event, settled: Int64? = nil) throws {
        try ledger.commit(
            LedgerBatch(
                at: .second(3 + sequence), records: [.number(sequence, event)],
                settlement: settled.map { .forward($0) }))
    }

    private var start: Event {
        .bolusStarted(BolusOrder(identifier: 1, volume: Volume(picoliters: 1_000), duration: .minute))
    }

    @Test("BR-D06: ordered, running and ended, by its number and by its request alike")
    func ends() throws {
        let ledger = try ordered()
        #expect(try ledger.bolus(number: 2) == nil)
        #expect(try ledger.bolus(requestId: "r-2") == nil)
        let found = try #require(try ledger.bolus(requestId: "r-1"))
        #expect(found.state == .ordered && found.state.isOpen && found.kind == .single && found.requestId == "r-1")
        #expect(found.number == 1 && found.volume.picoliters == 1_000 && found.deliveredUpper == nil)
        try take(ledger, 1, start)
        try take(ledger, 2, .stroke(1, pulses: 20, odometer: 20, share: 150), settled: 20)
        let running = try #require(try ledger.bolus(number: 1))
        #expect(running.state == .running && running.state.isOpen)
        #expect(running.deliveredLower.picoliters == 150 && running.deliveredUpper == nil)
        try take(ledger, 3, .bolusEnded(identifier: 1, delivered: Volume(picoliters: 180), .cancelled))
        let ended = try #require(try ledger.bolus(number: 1))
        #expect(ended.state == .cancelled && !ended.state.isOpen)
        #expect(ended.deliveredLower.picoliters == 180 && ended.deliveredUpper?.picoliters == 180)
        #expect(try ledger.bolus(requestId: "r-1") == ended)
    }

    @Test("BR-D11: one that a crash cut short has a lower and an upper bound")
    func interrupted() throws {
        let first = try ordered()
        try take(first, 1, start)
        try take(first, 2, .stroke(1, pulses: 20, odometer: 20, share: 150), settled: 20)
        let ledger = try Ledger(folder: try folder.crashed(), now: .second(9))
        withExtendedLifetime(first) {}
        try ledger.settleUncertain(steps: .pulses(480), volume: Volume(picoliters: 400), at: .second(9))
        let found = try #require(try ledger.bolus(requestId: "r-1"))
        #expect(found.state == .interrupted && !found.state.isOpen)
        #expect(found.deliveredLower.picoliters == 150)
        // What is uncertain, and a picolitre that the stroke's share was cut by.
        #expect(try #require(found.deliveredUpper).picoliters == 551)
    }

    @Test("One that the core refused delivered nothing")
    func refused() throws {
        let ledger = try ordered()
        try ledger.commit(LedgerBatch(at: .second(4), refusedBoluses: [1]))
        let found = try #require(try ledger.bolus(number: 1))
        #expect(found.state == .refused && found.deliveredLower == .zero && found.deliveredUpper == .zero)
    }

    @Test("A state that nobody knows is an error, and the message names it")
    func unknown() throws {
        let ledger = try ordered()
        try ledger.database.write { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON; UPDATE bolus SET state = 'lost'")
        }
        let error = failure { () throws(LedgerError) in _ = try ledger.bolus(number: 1) }
        guard case .corrupt(_, let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("“lost”"))
    }
}
