// SPDX-License-Identifier: Apache-2.0
import GRDB
import Quantities
import Transcript

extension Ledger {
    /// Makes room as `retention` says, a bounded step at a time: entries that are old go, the oldest first, and an entry
    /// says so (BR-R04); telemetry is thinned. True while there is more to do.
    ///
    /// Throws ``LedgerError/storage(call:code:message:)``.
    public func makeRoom(_ retention: Retention, at now: LedgerTime) throws(LedgerError) -> Bool {
        let today = standing.pumpTime.nanoseconds / Duration.day.nanoseconds
        let keepFrom = try reading("look for old entries") { db in
            try db.row(
                "SELECT min(first_entry) AS entry FROM pump_day WHERE day >= ?", [today - retention.eventDays]
            )?["entry"] as Int64?
        }
        if let keepFrom, keepFrom > standing.firstEntry {
            try writing("drop old entries", at: now) { db, standing in
                try standing.drop(until: min(keepFrom, standing.firstEntry + Self.dropStep), retention, at: now, db)
            }
            return true
        }
        return try thin(retention, today: today, at: now)
    }

    /// How many entries go in one transaction: the pump waits for its reservation meanwhile.
    private static let dropStep: Int64 = 2_000
    /// How many spans of telemetry are joined in one transaction.
    private static let thinStep = 100

    private func thin(_ retention: Retention, today: Int64, at now: LedgerTime) throws(LedgerError) -> Bool {
        let day: Int64 = 24 * 60
        let limits = retention.telemetryDays
        let gone = (today - limits.hours) * day
        if try hasTelemetry("minute < \(gone)") {
            try writing("drop old telemetry", at: now) { db, _ in
                try db.run("DELETE FROM telemetry WHERE minute < ?", [gone])
            }
            return true
        }
        for (span, age) in [(Int64(60), limits.tens), (10, limits.minutes)] {
            let end = (today - age) * day / span * span
            guard try hasTelemetry("minute < \(end) AND minutes < \(span)") else { continue }
            try writing("thin telemetry", at: now) { db, _ in try Self.join(span, before: end, db) }
            return true
        }
        return false
    }

    private func hasTelemetry(_ condition: String) throws(LedgerError) -> Bool {
        try reading("look for old telemetry") { db in
            try db.row("SELECT 1 FROM telemetry WHERE \(condition) LIMIT 1") != nil
        }
    }

    private static func join(_ span: Int64, before end: Int64, _ db: Database) throws {
        let starts = try Int64.fetchAll(
            db,
            sql: """
                SELECT DISTINCT minute / \(span) FROM telemetry WHERE minute < ? AND minutes < ? ORDER BY minute LIMIT ?
                """, arguments: [end, span, thinStep])
        for start in starts {
            let range: StatementArguments = [start * span, (start + 1) * span]
            let rows = try db.rows("SELECT * FROM telemetry WHERE minute >= ? AND minute < ? ORDER BY minute", range)
            let minutes = try rows.map { try TelemetryMinute($0, file: "") }
            guard let first = minutes.first else { continue }
            var joined = minutes.dropFirst().reduce(first) { $0.joined(with: $1) }
            joined.minute = start * span
            joined.minutes = span
            try db.run("DELETE FROM telemetry WHERE minute >= ? AND minute < ?", range)
            try joined.write(db)
        }
    }
}

extension Standing {
    private static let columns = """
        sequence, core_sequence, rig_ns, monotonic_ns, boottime_ns, boot, wall_ns, clock_quality, kind, severity, payload,
        requirements, hash
        """

    /// Drops the entries before `end`; of the faults among them the last ones stay, each with the hash before it.
    fileprivate mutating func drop(
        until end: Int64, _ retention: Retention, at now: LedgerTime, _ db: Database
    ) throws {
        let first = firstEntry
        let entry = Self.columns.split(separator: ",").map { "entry." + $0.filter { !$0.isWhitespace } }
        try db.run(
            """
            INSERT INTO kept_fault (\(Self.columns), previous_hash)
            SELECT \(entry.joined(separator: ", ")), coalesce(before.hash, ?)
            FROM event AS entry LEFT JOIN event AS before ON before.sequence = entry.sequence - 1
            WHERE entry.sequence < ? AND entry.severity IN ('medium', 'high')
            """, [hashBeforeFirst.data, end])
        try db.run(
            "DELETE FROM kept_fault WHERE sequence <= (SELECT sequence FROM kept_fault ORDER BY sequence DESC LIMIT 1 OFFSET ?)",
            [retention.faults])
        guard let last = try db.row("SELECT hash FROM event WHERE sequence = ?", [end - 1]),
            let hash = EventHash(last["hash"] as DatabaseValue)
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "entry \(end - 1) is missing") }
        try db.run("DELETE FROM event WHERE sequence < ?", [end])
        // Nobody repeats a request of so long ago.
        try db.run("DELETE FROM request WHERE finished_by < ?", [end])
        try db.run(
            "DELETE FROM pump_day WHERE day < (SELECT max(day) FROM pump_day WHERE first_entry <= ?)", [end])
        firstEntry = end
        hashBeforeFirst = hash
        let faults = try Int64.fetchOne(db, sql: "SELECT count(*) FROM kept_fault") ?? 0
        try append(
            LedgerEvent(
                kind: "entries-dropped",
                payload: [
                    "faultsKept": .integer(faults), "first": .integer(first), "last": .integer(end - 1),
                    "lastHash": .string(hash.hexadecimal),
                ], requirements: ["BR-R04"]), at: now, db)
    }
}
