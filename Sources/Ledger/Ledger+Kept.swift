// SPDX-License-Identifier: Apache-2.0
import GRDB

extension Ledger {
    /// Keeps documents, or removes them, and puts on record why: one transaction. They come back in
    /// ``DurableState/kept``.
    ///
    /// Throws ``LedgerError/contradiction(_:)`` for the ledger's own name “therapy”,
    /// ``LedgerError/storage(call:code:message:)``.
    public func keep(_ values: [KeptValue], event: LedgerEvent, at now: LedgerTime) throws(LedgerError) {
        try commit(LedgerBatch(at: now, events: [event], kept: values))
    }
}

extension Ledger {
    /// As ``keep(_:event:at:)``, of a record with which nothing may go on by itself: the pump counts as stopped.
    func stop(with value: KeptValue, event: LedgerEvent, at now: LedgerTime) throws(LedgerError) {
        try writing("keep \(value.name)", at: now) { db, standing in
            try standing.append(event, at: now, db)
            try standing.keep(value, db)
            standing.pumpState = .stopped
        }
    }
}

extension Standing {
    /// Keeps a document as changed by the last entry.
    func keep(_ kept: KeptValue, _ db: Database) throws {
        guard kept.name != TherapyRecord.name else {
            throw LedgerError.contradiction("“\(kept.name)” is kept with settlements, not as a document")
        }
        guard let value = kept.value else { return try db.run("DELETE FROM kept WHERE name = ?", [kept.name]) }
        try write(value, of: kept.name, db)
    }

    func write(_ value: String, of name: String, _ db: Database) throws {
        try db.run(
            "INSERT OR REPLACE INTO kept (name, value, changed_by) VALUES (?, ?, ?)", [name, value, lastEntry])
    }
}
