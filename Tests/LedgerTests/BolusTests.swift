// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities
import Testing

@testable import Ledger

@Suite("Boluses on record")
struct BolusTests {
    let folder = TemporaryFolder()

    private func order(_ number: Int64, _ kind: BolusOrder.Kind = .single) -> BolusOrder {
        BolusOrder(identifier: number, volume: Volume(picoliters: 1_000), duration: .minute, kind: kind)
    }

    /// A ledger in which bolus 1 is under way: two strokes of 100 pulses on record, 310 pulses settled, 500 reserved.
    private func running() throws -> Ledger {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        #expect(try ledger.begin(request: "r-1", method: "Bolus", parametersDigest: "d", at: .second(2)) == .new)
        try ledger.commit(LedgerBatch(at: .second(2), reservation: .pulses(100)))
        let before: [EventRecord] = [.number(1, .stroke(1, pulses: 100, odometer: 100))]
        try ledger.commit(
            LedgerBatch(at: .second(2), records: before, settlement: .forward(100), reservation: .pulses(500)))
        let number = try ledger.beginBolus(
            volume: Volume(picoliters: 1_000), duration: .minute, requestId: "r-1", at: .second(3))
        #expect(number == 1)
        let records: [EventRecord] = [
            .number(2, .bolusStarted(order(1))), .number(3, .stroke(2, pulses: 100, odometer: 200, share: 150)),
            .number(4, .stroke(3, pulses: 100, odometer: 300, share: 160)),
        ]
        try ledger.commit(LedgerBatch(at: .second(4), records: records, settlement: .forward(310)))
        return ledger
    }

    @Test("BR-D11: an interrupted bolus is found, closed once with its interval, and never again")
    func interrupted() throws {
        let first = try running()
        // It runs: nothing is interrupted yet.
        #expect(try first.state().interrupted.isEmpty)
        let crashed = try folder.crashed()
        do {
            let ledger = try Ledger(folder: crashed, now: .second(9))
            let found = try ledger.state().interrupted
            #expect(
                found == [
                    InterruptedBolus(
                        number: 1, kind: .single, volume: Volume(picoliters: 1_000), duration: .minute,
                        requestId: "r-1",
                        delivered: Volume(picoliters: 310))
                ])
            let early = failure { () throws(LedgerError) in
                _ = try ledger.beginBolus(
                    volume: Volume(picoliters: 1), duration: .minute, requestId: nil, at: .second(9))
            }
            #expect(early == .uncertainUnsettled(steps: .pulses(190)))
            try ledger.settleUncertain(steps: .pulses(190), volume: Volume(picoliters: 200), at: .second(9))
            #expect(try ledger.state().interrupted.isEmpty)
            // 310 by the strokes, 100 settled in a stroke without its end, 200 uncertain, 2 cut off the shares.
            let told = try ledger.events(EventQuery(kinds: ["uncertain-settled"])).map(\.payload)
            #expect(
                told == [
                    #"{"boluses":[{"bolus":1,"deliveredLowerPicoliters":310,"deliveredUpperPicoliters":612,"#
                        + #""orderedPicoliters":1000}],"pulses":190,"volumePicoliters":200}"#
                ])
            try ledger.close()
        }
        let ledger = try Ledger(folder: crashed, now: .second(20))
        #expect(try ledger.state().interrupted.isEmpty)
        #expect(try !ledger.settleUncertain(steps: .zero, volume: .zero, at: .second(20)))
        #expect(try ledger.events(EventQuery(kinds: ["uncertain-settled"])).count == 1)
        let next = try ledger.beginBolus(
            volume: Volume(picoliters: 1), duration: .minute, requestId: nil, at: .second(21))
        #expect(next == 2)
    }

    @Test("One that was ordered and perhaps never started is closed too, with nothing as its lower bound")
    func ordered() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        _ = try first.beginBolus(volume: Volume(picoliters: 50), duration: .minute, requestId: nil, at: .second(2))
        try first.commit(LedgerBatch(at: .second(3), settlement: .forward(0, isClean: true)))
        try first.close()
        let ledger = try Ledger(folder: folder.ledger, now: .second(9))
        #expect(try ledger.state().interrupted.map(\.delivered) == [.zero])
        #expect(try ledger.state().uncertain == .zero)
        #expect(try ledger.settleUncertain(steps: .zero, volume: .zero, at: .second(9)))
        #expect(try ledger.state().interrupted.isEmpty)
    }

    @Test("One that ended or was refused is not interrupted")
    func ended() throws {
        let first = try running()
        let refused = try first.beginBolus(
            volume: Volume(picoliters: 9), duration: .second, requestId: "r-1", at: .second(5))
        try first.commit(
            LedgerBatch(
                at: .second(6),
                records: [.number(5, .bolusEnded(identifier: 1, delivered: Volume(picoliters: 320), .cancelled))],
                refusedBoluses: [refused]))
        let ledger = try Ledger(folder: try folder.crashed(), now: .second(9))
        #expect(try ledger.state().interrupted.isEmpty)
        #expect(try ledger.state().uncertain == .pulses(190))
    }

    private func rows(_ ledger: Ledger) throws -> [[String]] {
        try ledger.database.unsafeRead { db in
            try Row.fetchAll(db, sql: "SELECT * FROM bolus ORDER BY number").map { row in
                ["kind", "state", "strokes", "delivered_lower_pl", "started_pump_ns", "ended_pump_ns"].map { column in
                    let value: DatabaseValue = row[column]
                    return value.isNull ? "-" : String.fromDatabaseValue(value) ?? "\(value)"
                }
            }
        }
    }

    /// A single bolus 1, preempted by the demand bolus 2, each with a stroke of its own.
    private func preempted() throws -> Ledger {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try ledger.commit(LedgerBatch(at: .second(2), reservation: .pulses(500)))
        for kind: BolusOrder.Kind in [.single, .demand] {
            _ = try ledger.beginBolus(
                volume: Volume(picoliters: 1_000), duration: .minute, kind: kind, requestId: nil, at: .second(3))
        }
        let remaining = Volume(picoliters: 850)
        let records: [EventRecord] = [
            .number(1, .bolusStarted(order(1))), .number(2, .stroke(1, pulses: 20, odometer: 20, bolus: 1, share: 150)),
            .number(3, .bolusPreempted(identifier: 1, remaining: remaining)),
            .number(4, .bolusStarted(order(2, .demand))),
            .number(5, .stroke(2, pulses: 20, odometer: 40, bolus: 2, share: 170)),
            .number(6, .stroke(3, pulses: 20, odometer: 60)),
        ]
        try ledger.commit(
            LedgerBatch(at: .second(4), records: records, settlement: .forward(60, pumpTime: .second(70))))
        return ledger
    }

    @Test("BR-D06: each stroke goes to the bolus it was made for; one that was preempted has not ended")
    func preemption() throws {
        let ledger = try preempted()
        #expect(
            try rows(ledger) == [
                ["single", "running", "1", "150", "70000000000", "-"],
                ["demand", "running", "1", "170", "70000000000", "-"],
            ])
        let records: [EventRecord] = [
            .number(7, .bolusEnded(identifier: 2, delivered: Volume(picoliters: 1_000), .completed)),
            .number(8, .bolusResumed(identifier: 1, remaining: Volume(picoliters: 850))),
            .number(9, .stroke(4, pulses: 20, odometer: 80, bolus: 1, share: 200)),
            .number(10, .bolusEnded(identifier: 1, delivered: Volume(picoliters: 350), .limited)),
            .number(11, .stroke(5, pulses: 0, odometer: 80, bolus: 1, share: 9)),
        ]
        try ledger.commit(
            LedgerBatch(at: .second(5), records: records, settlement: .forward(80, pumpTime: .second(71))))
        #expect(
            try rows(ledger) == [
                ["single", "limited", "2", "350", "70000000000", "71000000000"],
                ["demand", "completed", "1", "1000", "70000000000", "71000000000"],
            ])
    }

    @Test("BR-D06: after a crash both are interrupted, each with its kind and what was its own")
    func interruptedPair() throws {
        let first = try preempted()
        let ledger = try Ledger(folder: try folder.crashed(), now: .second(9))
        withExtendedLifetime(first) {}
        let found = try ledger.state().interrupted
        #expect(found.map(\.kind) == [.single, .demand])
        #expect(found.map(\.delivered.picoliters) == [150, 170])
        try ledger.settleUncertain(
            steps: .pulses(440), volume: Volume(picoliters: 4_400), at: .second(9), pumpTime: .second(75))
        #expect(
            try rows(ledger) == [
                ["single", "interrupted", "1", "150", "70000000000", "75000000000"],
                ["demand", "interrupted", "1", "170", "70000000000", "75000000000"],
            ])
    }

    @Test("An order says its kind, also to the record")
    func kinds() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        for kind in BolusOrder.Kind.allCases {
            _ = try ledger.beginBolus(
                volume: Volume(picoliters: 5), duration: .second, kind: kind, requestId: nil, at: .second(2))
        }
        // One that the ledger never numbered is on record with the kind that the core says.
        let unknown = BolusOrder(identifier: 9, volume: Volume(picoliters: 5), duration: .second, kind: .prime)
        try ledger.commit(LedgerBatch(at: .second(3), records: [.number(1, .bolusStarted(unknown))]))
        #expect(try rows(ledger).map { $0[0] } == ["single", "demand", "prime", "prime"])
        #expect(
            try ledger.events(EventQuery(kinds: ["bolus-ordered"])).map(\.payload)[1]
                == #"{"bolus":2,"durationNanoseconds":1000000000,"kind":"demand","volumePicoliters":5}"#)
    }

    @Test("An order needs a request that was begun, a volume and a duration")
    func wrongOrders() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        let unknown = failure { () throws(LedgerError) in
            _ = try ledger.beginBolus(
                volume: Volume(picoliters: 1), duration: .minute, requestId: "none", at: .second(2))
        }
        #expect(unknown == .unknownRequest("none"))
        let empty = failure { () throws(LedgerError) in
            _ = try ledger.beginBolus(volume: .zero, duration: .minute, requestId: nil, at: .second(2))
        }
        #expect(empty == .contradiction("a bolus of nothing, or at once"))
    }
}
