// SPDX-License-Identifier: Apache-2.0
import GRDB
import Quantities

extension LedgerSchema {
    /// Entries that hang together by their hashes, grow old and make room; and what was seen of the pump minute by minute.
    static let third = """
        ALTER TABLE standing ADD COLUMN last_hash BLOB;
        ALTER TABLE standing ADD COLUMN first_entry INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE standing ADD COLUMN hash_before_first BLOB;

        CREATE TABLE pump_day (
            day INTEGER PRIMARY KEY,
            first_entry INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE kept_fault (
            sequence INTEGER PRIMARY KEY,
            core_sequence INTEGER,
            rig_ns INTEGER,
            monotonic_ns INTEGER NOT NULL,
            boottime_ns INTEGER NOT NULL,
            boot INTEGER NOT NULL REFERENCES boot(key),
            wall_ns INTEGER NOT NULL,
            clock_quality TEXT NOT NULL,
            kind TEXT NOT NULL,
            severity TEXT NOT NULL,
            payload TEXT NOT NULL,
            requirements TEXT,
            hash BLOB NOT NULL,
            previous_hash BLOB NOT NULL
        ) STRICT;

        CREATE TABLE telemetry (
            minute INTEGER PRIMARY KEY,
            minutes INTEGER NOT NULL,
            wall_ns INTEGER NOT NULL,
            state TEXT NOT NULL,
            rate_pl_per_day INTEGER NOT NULL,
            forward_pl INTEGER NOT NULL,
            reverse_pl INTEGER NOT NULL,
            remaining_pl INTEGER,
            lowest_pa INTEGER,
            mean_pa INTEGER,
            highest_pa INTEGER
        ) STRICT;
        """

    /// Gives the entries of an earlier schema the hashes that they would have had.
    static func chainEntries(_ db: Database) throws {
        let trigger = try String.fetchOne(
            db, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'event_is_never_changed'")
        guard let trigger else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the trigger event_is_never_changed is missing")
        }
        try db.execute(sql: "DROP TRIGGER event_is_never_changed")
        let select = """
            SELECT event.*, boot.boot_id FROM event JOIN boot ON boot.key = event.boot WHERE sequence > ?
            ORDER BY sequence LIMIT 1000
            """
        var (last, hash): (Int64, EventHash) = (0, .start)
        while true {
            let rows = try db.rows(select, [last])
            for row in rows {
                last = row["sequence"]
                hash = hash.next(row)
                try db.run("UPDATE event SET hash = ? WHERE sequence = ?", [hash.data, last])
            }
            if rows.count < 1_000 { break }
        }
        try db.execute(sql: trigger)
        // How old they are nobody knows: as if they were of the last day. No row stands yet where the record is only made.
        try db.execute(
            sql: """
                INSERT INTO pump_day
                SELECT pump_time_ns / \(Duration.day.nanoseconds), (SELECT min(sequence) FROM event) FROM standing
                """)
        try db.run("UPDATE standing SET last_hash = ?, hash_before_first = ?", [hash.data, EventHash.start.data])
    }
}
