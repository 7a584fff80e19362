// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities
import Testing

@testable import Ledger

@Suite("Documents that are kept")
struct KeptTests {
    let folder = TemporaryFolder()

    private func keep(_ ledger: Ledger, _ name: String, _ value: String?) throws(LedgerError) {
        try ledger.keep(
            [KeptValue(name: name, value: value)], event: LedgerEvent(kind: "kept-\(name)"), at: .second(2))
    }

    @Test("They are on disk when the call returns, changed or removed, each with the entry that says why")
    func kept() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        #expect(try first.state().kept.isEmpty)
        let text = #"{"quote":"\" and ü"}"#
        try keep(first, "refill", text)
        try keep(first, "trial", "{}")
        try keep(first, "trial", "[1]")
        try keep(first, "drugs", "{}")
        try keep(first, "drugs", nil)
        try keep(first, "never-there", nil)
        let ledger = try Ledger(folder: try folder.crashed(), now: .second(3))
        #expect(try ledger.state().kept == ["refill": text, "trial": "[1]"])
        let changes = try ledger.database.unsafeRead { db in
            try Int64.fetchAll(db, sql: "SELECT changed_by FROM kept ORDER BY name")
        }
        let events = try ledger.events(after: 1)
        #expect(changes == [2, 4])
        #expect(events.map(\.kind).prefix(3) == ["kept-refill", "kept-trial", "kept-trial"])
    }

    @Test("A batch keeps all of its documents or none")
    func transaction() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try keep(ledger, "refill", "1")
        let values = [KeptValue(name: "refill", value: nil), KeptValue(name: "marks", value: "{}")]
        let wrong = LedgerBatch(at: .second(3), settlement: .forward(1), kept: values)
        #expect(
            failure { () throws(LedgerError) in try ledger.commit(wrong) }
                == .beyondReservation(settled: .pulses(1), reserved: .zero))
        #expect(try ledger.state().kept == ["refill": "1"])
        try ledger.commit(LedgerBatch(at: .second(4), events: [LedgerEvent(kind: "why")], kept: values))
        #expect(try ledger.state().kept == ["marks": "{}"])
    }

    @Test("The therapy is no document of the daemon's")
    func therapy() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        for value in ["{}", nil] {
            let error = failure { () throws(LedgerError) in try keep(ledger, "therapy", value) }
            #expect(error == .contradiction("“therapy” is kept with settlements, not as a document"))
        }
        #expect(try ledger.events().count == 1)
    }
}
