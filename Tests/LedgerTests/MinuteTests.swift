// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Ledger

@Suite("Minutes of delivery")
struct MinuteTests {
    let folder = TemporaryFolder()

    private func ledger() throws -> Ledger {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try ledger.commit(LedgerBatch(at: .second(1), reservation: .pulses(1_000_000)))
        return ledger
    }

    private func settle(_ ledger: Ledger, _ steps: Int64, atSecond second: Int64) throws(LedgerError) {
        try ledger.commit(
            LedgerBatch(at: .second(2 + second), settlement: .forward(steps, pumpTime: .second(second))))
    }

    private func rows(_ ledger: Ledger) throws -> [[Int64]] {
        try ledger.deliveredMinutes().map { [$0.minute, $0.forwardVolume.picoliters] }
    }

    @Test(
        "A minute has what was settled by its end, one without movement no row, and the first one before it the start")
    func rows() throws {
        let ledger = try ledger()
        try settle(ledger, 0, atSecond: 30)
        #expect(try rows(ledger).isEmpty)
        try settle(ledger, 5, atSecond: 59)
        #expect(try rows(ledger) == [[-1, 0], [0, 50]])
        try settle(ledger, 6, atSecond: 59)
        try settle(ledger, 9, atSecond: 60)
        try settle(ledger, 9, atSecond: 200)
        try settle(ledger, 12, atSecond: 301)
        #expect(try rows(ledger) == [[-1, 0], [0, 60], [1, 90], [5, 120]])
        let next = try Ledger(folder: try folder.crashed(), now: .second(999))
        #expect(try rows(next) == [[-1, 0], [0, 60], [1, 90], [5, 120]])
        try next.settleUncertain(
            steps: try next.state().uncertain, volume: Volume(picoliters: 7), at: .second(999), pumpTime: .second(361))
        #expect(try rows(next) == [[-1, 0], [0, 60], [1, 90], [5, 120], [6, 127]])
        #expect(try next.state().pumpTime == .second(361))
    }

    @Test("After 25 hours a row goes, but the one from which the oldest is reckoned stays")
    func old() throws {
        let ledger = try ledger()
        for (steps, minute): (Int64, Int64) in [(1, 0), (2, 10), (3, 20), (4, 1_509)] {
            try settle(ledger, steps, atSecond: minute * 60)
        }
        #expect(try rows(ledger) == [[0, 10], [10, 20], [20, 30], [1_509, 40]])
        try settle(ledger, 5, atSecond: 1_510 * 60)
        #expect(try rows(ledger) == [[10, 20], [20, 30], [1_509, 40], [1_510, 50]])
        try settle(ledger, 6, atSecond: 9_000 * 60)
        #expect(try rows(ledger) == [[1_510, 50], [9_000, 60]])
    }

    @Test("There are never more rows than minutes of 25 hours")
    func bounded() throws {
        let folder = TemporaryFolder(inMemory: true)
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try ledger.commit(LedgerBatch(at: .second(1), reservation: .pulses(1_000_000)))
        for minute: Int64 in 0..<1_700 { try settle(ledger, minute + 1, atSecond: minute * 60) }
        let minutes = try ledger.deliveredMinutes().map(\.minute)
        #expect(minutes == Array(199..<1_700))
    }

    @Test("The pump time never goes back, and nothing of a batch that would have it so is on record")
    func pumpTime() throws {
        let ledger = try ledger()
        try settle(ledger, 5, atSecond: 100)
        let error = failure { () throws(LedgerError) in try settle(ledger, 6, atSecond: 99) }
        #expect(error == .wentBack("the pump time"))
        let state = try ledger.state()
        #expect(state.pumpTime == .second(100) && state.account.forwardSteps == .pulses(5))
        #expect(try rows(ledger) == [[0, 0], [1, 50]])
        // Without a word it is as on record.
        try ledger.commit(LedgerBatch(at: .second(200), settlement: .forward(8)))
        #expect(try ledger.state().pumpTime == .second(100))
        #expect(try rows(ledger) == [[0, 0], [1, 80]])
        let crashed = try Ledger(folder: try folder.crashed(), now: .second(300))
        let uncertain = try crashed.state().uncertain
        let back = failure { () throws(LedgerError) in
            try crashed.settleUncertain(
                steps: uncertain, volume: Volume(picoliters: 1), at: .second(300), pumpTime: .second(99))
        }
        #expect(back == .wentBack("the pump time"))
        #expect(try crashed.state().uncertain == uncertain)
    }
}
