// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities
import Testing

@testable import Ledger

@Suite("Storage that fails")
struct StorageTests {
    let folder = TemporaryFolder()

    private func execute(_ sql: String, in ledger: Ledger) throws {
        try ledger.database.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    @Test("A full disk fails the batch as a whole, and the ledger goes on when there is room")
    func full() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try ledger.commit(LedgerBatch(at: .second(2), reservation: .pulses(10)))
        let before = try ledger.state()
        let pages = try ledger.database.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
        try execute("PRAGMA max_page_count = \(pages)", in: ledger)
        let much = LedgerEvent(kind: "much", payload: ["text": .string(String(repeating: "x", count: 100_000))])
        let batch = LedgerBatch(at: .second(3), events: [much], settlement: .forward(5), reservation: .pulses(20))
        for _ in 0..<3 {
            let error = failure { () throws(LedgerError) in try ledger.commit(batch) }
            #expect(error?.storageFault == .full)
            #expect(try ledger.state() == before)
            #expect(try ledger.events(EventQuery(kinds: ["much"])).isEmpty)
        }
        try execute("PRAGMA max_page_count = 1000000", in: ledger)
        try ledger.commit(batch)
        #expect(try ledger.state().reserved == .pulses(20))
        #expect(try ledger.events().map(\.sequence) == [1, 2])
    }

    @Test("A database that became read-only says so, and nothing of the batch is there")
    func readOnly() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try execute("PRAGMA query_only = 1", in: ledger)
        let batch = LedgerBatch(at: .second(2), events: [LedgerEvent(kind: "one")], reservation: .pulses(10))
        let error = failure { () throws(LedgerError) in try ledger.commit(batch) }
        #expect(error?.storageFault == .readOnly)
        guard case .storage("commit a batch", _, let message) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(message.contains("readonly"))
        try execute("PRAGMA query_only = 0", in: ledger)
        #expect(try ledger.state().reserved == .zero)
        try ledger.commit(batch)
        #expect(try ledger.events().map(\.kind) == ["record-created", "one"])
    }

    @Test("A database that somebody else writes to is busy, and later not")
    func busy() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        let other = try DatabaseQueue(path: folder.database)
        try other.inDatabase { db in
            try db.beginTransaction(.immediate)
            let error = failure { () throws(LedgerError) in
                try ledger.commit(LedgerBatch(at: .second(2), reservation: .pulses(10)))
            }
            #expect(error?.storageFault == .busy)
            try db.rollback()
        }
        try ledger.commit(LedgerBatch(at: .second(3), reservation: .pulses(10)))
        #expect(try ledger.state().reserved == .pulses(10))
    }

    @Test("SQLite's codes are told apart by their low byte")
    func codes() {
        let faults: [(Int32, StorageFault)] = [
            (13, .full), (8, .readOnly), (1_032, .readOnly), (10, .inputOutput), (266, .inputOutput), (5, .busy),
            (261, .busy), (6, .busy), (11, .corrupt), (26, .corrupt), (1, .other),
        ]
        for (code, fault) in faults {
            #expect(LedgerError.storage(call: "", code: code, message: "").storageFault == fault)
        }
        #expect(LedgerError.unknownRequest("").storageFault == nil)
    }

    @Test("A closed ledger refuses everything and crashes nothing")
    func closed() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try ledger.close()
        let error = failure { () throws(LedgerError) in
            try ledger.commit(LedgerBatch(at: .second(2), reservation: .pulses(1)))
        }
        #expect(error?.storageFault == .other)
    }
}
