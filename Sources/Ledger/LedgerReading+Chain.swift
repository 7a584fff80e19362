// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB

extension LedgerReading {
    /// Looks at all entries of the record and of the faults kept beyond it (BR-R03). Throws
    /// ``LedgerError/storage(call:code:message:)``.
    public func verifyChain() throws(LedgerError) -> ChainCheck {
        var check = ChainCheck()
        while !check.isDone { try self.check(&check, limit: 5_000) }
        return check
    }

    /// Goes on with a check by at most `limit` entries, so that a thread which has more to do can do it in between.
    /// Throws ``LedgerError/storage(call:code:message:)``.
    public func check(_ check: inout ChainCheck, limit: Int) throws(LedgerError) {
        check = try readingOneState("verify the record") { [check] db in
            var next = check
            try next.look(db, limit: limit)
            return next
        }
    }
}

extension ChainCheck {
    private static let entries = """
        SELECT event.*, boot.boot_id FROM event JOIN boot ON boot.key = event.boot WHERE sequence > ?
        ORDER BY sequence LIMIT ?
        """

    fileprivate mutating func look(_ db: Database, limit: Int) throws {
        if hash == nil { try begin(db) }
        // Entries that went meanwhile take those that were looked at with them: from the new beginning on.
        let beginning = try Int64.fetchOne(db, sql: "SELECT first_entry FROM standing") ?? 0
        if broken == nil, beginning > last + 1 {
            self = ChainCheck()
            try begin(db)
        }
        guard broken == nil, let before = hash else {
            isDone = true
            return
        }
        var running = before
        let rows = try db.rows(Self.entries, [last, limit])
        for row in rows {
            let sequence: Int64 = row["sequence"]
            guard sequence == last + 1 else {
                return fail(last + 1, "it is missing: the next is \(sequence)")
            }
            running = running.next(row)
            guard EventHash(row["hash"]) == running else {
                return fail(sequence, "its hash is not the one of its contents and of the entry before")
            }
            last = sequence
            entries += 1
        }
        hash = running
        if rows.count < limit { try finish(db) }
    }

    private mutating func begin(_ db: Database) throws {
        guard let row = try db.row("SELECT first_entry, hash_before_first FROM standing") else {
            return fail(1, "the row of totals is missing")
        }
        first = row["first_entry"]
        last = first - 1
        hash = EventHash(row["hash_before_first"]) ?? .start
        try checkBeginning(db)
        if broken == nil { try checkFaults(db) }
    }

    /// A record that does not begin with its first entry says so, with the hash before it and how many faults it kept.
    private mutating func checkBeginning(_ db: Database) throws {
        let sql = "SELECT sequence, payload FROM event WHERE kind = 'entries-dropped' ORDER BY sequence DESC LIMIT 1"
        var told = DroppedEntries(last: 0, lastHash: "", faultsKept: 0)
        if let row = try db.row(sql) {
            let payload = String.fromDatabaseValue(row["payload"]) ?? ""
            guard let found = try? JSONDecoder().decode(DroppedEntries.self, from: Data(payload.utf8)) else {
                return fail(row["sequence"], "it does not say what was dropped")
            }
            told = found
        }
        let faults = try Int64.fetchOne(db, sql: "SELECT count(*) FROM kept_fault") ?? 0
        guard told.last == last, first == 1 || told.lastHash == lastHash else {
            return fail(first, "the record begins with it, and no entry says that those before it were dropped")
        }
        guard told.faultsKept == faults else {
            return fail(first, "\(faults) faults from before it are there, not as many as were kept")
        }
    }

    /// What an entry of that kind carries.
    private struct DroppedEntries: Decodable {
        let last: Int64
        let lastHash: String
        let faultsKept: Int64
    }

    /// Each dropped fault stands alone: with the hash before it, its own can be made again.
    private mutating func checkFaults(_ db: Database) throws {
        let sql = """
            SELECT kept_fault.*, boot.boot_id FROM kept_fault JOIN boot ON boot.key = kept_fault.boot ORDER BY sequence
            """
        for row in try db.rows(sql) {
            let sequence: Int64 = row["sequence"]
            guard let before = EventHash(row["previous_hash"]), EventHash(row["hash"]) == before.next(row),
                sequence < first
            else { return fail(sequence, "the fault that was kept is not the one that was written") }
        }
    }

    private mutating func finish(_ db: Database) throws {
        guard let row = try db.row("SELECT last_entry, last_hash FROM standing") else {
            return fail(1, "the row of totals is missing")
        }
        let end: Int64 = row["last_entry"]
        guard end <= last else { return fail(last + 1, "it is missing: the record ends with \(end)") }
        guard end == last else { return fail(end + 1, "it is beyond the end of the record") }
        guard EventHash(row["last_hash"]) == hash else { return fail(last, "the record ends with another hash") }
        isDone = true
    }

    private mutating func fail(_ sequence: Int64, _ text: String) {
        broken = Broken(sequence: sequence, text: text)
        isDone = true
    }
}
