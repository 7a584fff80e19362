// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Ledger

@Suite("Boluses on record")
struct BolusTests {
    let folder = TemporaryFolder()

    private func order(_ number: Int64) -> BolusOrder {
        BolusOrder(identifier: number, volume: Volume(picoliters: 1_000), duration: .minute)
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
                        number: 1, volume: Volume(picoliters: 1_000), duration: .minute, requestId: "r-1",
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
            let told = try ledger.events(kinds: ["uncertain-settled"]).map(\.payload)
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
        #expect(try ledger.events(kinds: ["uncertain-settled"]).count == 1)
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
