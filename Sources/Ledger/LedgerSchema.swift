// SPDX-License-Identifier: Apache-2.0
import GRDB

/// The tables of the record and the way from each released version to the present one. Forward only.
enum LedgerSchema {
    /// Kept as `user_version`.
    static let version: Int64 = 3
    /// Kept as `application_id`: "Cist". Tells a ledger from any other SQLite file.
    static let applicationId: Int64 = 0x4369_7374

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: first)
            try db.execute(sql: "PRAGMA application_id = \(applicationId); PRAGMA user_version = 1")
        }
        migrator.registerMigration("2") { db in
            try db.execute(sql: second)
            try db.execute(sql: "PRAGMA user_version = 2")
        }
        migrator.registerMigration("3") { db in
            try db.execute(sql: third)
            try chainEntries(db)
            try db.execute(sql: "PRAGMA user_version = 3")
        }
        return migrator
    }

    /// Boot ids stand apart, since each entry would otherwise repeat 36 characters. There is no index beyond the keys:
    /// each would cost every commit more writing than the few queries save.
    private static let first = """
        CREATE TABLE boot (
            key INTEGER PRIMARY KEY,
            boot_id TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE event (
            sequence INTEGER PRIMARY KEY,
            core_sequence INTEGER,
            rig_ns INTEGER,
            monotonic_ns INTEGER NOT NULL,
            boottime_ns INTEGER NOT NULL,
            boot INTEGER NOT NULL REFERENCES boot(key),
            wall_ns INTEGER NOT NULL,
            clock_quality TEXT NOT NULL CHECK (clock_quality IN ('synchronised', 'unsynchronised')),
            kind TEXT NOT NULL,
            severity TEXT NOT NULL CHECK (severity IN ('info', 'low', 'medium', 'high')),
            payload TEXT NOT NULL,
            requirements TEXT,
            hash BLOB
        ) STRICT;
        CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
            BEGIN SELECT RAISE(ABORT, 'entries of the record are never changed'); END;

        CREATE TABLE standing (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            forward_steps INTEGER NOT NULL,
            reverse_steps INTEGER NOT NULL,
            forward_pl INTEGER NOT NULL,
            reverse_pl INTEGER NOT NULL,
            unproven_pl INTEGER NOT NULL,
            had_unknown_phase INTEGER NOT NULL,
            fill_number INTEGER NOT NULL,
            fill_pl INTEGER NOT NULL,
            forward_at_fill_pl INTEGER NOT NULL,
            reverse_at_fill_pl INTEGER NOT NULL,
            reserved_steps INTEGER NOT NULL CHECK (reserved_steps >= forward_steps),
            clean_full_step INTEGER,
            pump_state TEXT,
            last_entry INTEGER NOT NULL,
            last_core_event INTEGER NOT NULL,
            last_stroke INTEGER NOT NULL,
            last_command INTEGER NOT NULL,
            strokes_end_steps INTEGER NOT NULL,
            strokes_end_pl INTEGER NOT NULL,
            written_monotonic_ns INTEGER NOT NULL,
            written_boottime_ns INTEGER NOT NULL,
            written_boot INTEGER NOT NULL REFERENCES boot(key),
            written_wall_ns INTEGER NOT NULL,
            written_clock_quality TEXT NOT NULL,
            settled_monotonic_ns INTEGER,
            settled_boottime_ns INTEGER,
            settled_boot INTEGER REFERENCES boot(key),
            settled_wall_ns INTEGER,
            settled_clock_quality TEXT
        ) STRICT;

        CREATE TABLE latched_condition (
            name TEXT PRIMARY KEY,
            raised_by INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE request (
            id TEXT PRIMARY KEY,
            method TEXT NOT NULL,
            parameters_digest TEXT NOT NULL,
            begun_by INTEGER NOT NULL,
            finished_by INTEGER,
            outcome TEXT
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE prescription (
            revision INTEGER PRIMARY KEY,
            text TEXT NOT NULL,
            digest TEXT NOT NULL,
            rig_digest TEXT NOT NULL,
            operator TEXT NOT NULL,
            reason TEXT NOT NULL,
            fill_number INTEGER NOT NULL,
            monotonic_ns INTEGER NOT NULL,
            boottime_ns INTEGER NOT NULL,
            boot INTEGER NOT NULL REFERENCES boot(key),
            wall_ns INTEGER NOT NULL,
            clock_quality TEXT NOT NULL
        ) STRICT;

        CREATE TABLE bolus (
            number INTEGER PRIMARY KEY,
            request_id TEXT,
            volume_pl INTEGER NOT NULL,
            duration_ns INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (
                state IN ('ordered', 'running', 'completed', 'cancelled', 'stopped', 'interrupted', 'refused')),
            strokes INTEGER NOT NULL DEFAULT 0,
            delivered_lower_pl INTEGER NOT NULL DEFAULT 0,
            delivered_upper_pl INTEGER,
            ordered_by INTEGER NOT NULL,
            ended_by INTEGER
        ) STRICT;
        """

    /// SQLite cannot change what a column may hold: the table of boluses is made anew around its rows.
    private static let second = """
        ALTER TABLE standing ADD COLUMN pump_time_ns INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE kept (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL,
            changed_by INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE delivered_minute (
            minute INTEGER PRIMARY KEY,
            forward_pl INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE bolus_of_schema_2 (
            number INTEGER PRIMARY KEY,
            kind TEXT NOT NULL DEFAULT 'single' CHECK (kind IN ('single', 'demand', 'prime')),
            request_id TEXT,
            volume_pl INTEGER NOT NULL,
            duration_ns INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (
                state IN (
                    'ordered', 'running', 'completed', 'cancelled', 'stopped', 'limited', 'interrupted', 'refused')),
            strokes INTEGER NOT NULL DEFAULT 0,
            delivered_lower_pl INTEGER NOT NULL DEFAULT 0,
            delivered_upper_pl INTEGER,
            started_pump_ns INTEGER,
            ended_pump_ns INTEGER,
            ordered_by INTEGER NOT NULL,
            ended_by INTEGER
        ) STRICT;
        INSERT INTO bolus_of_schema_2 (
            number, request_id, volume_pl, duration_ns, state, strokes, delivered_lower_pl, delivered_upper_pl,
            ordered_by, ended_by)
        SELECT number, request_id, volume_pl, duration_ns, state, strokes, delivered_lower_pl, delivered_upper_pl,
            ordered_by, ended_by
        FROM bolus;
        DROP TABLE bolus;
        ALTER TABLE bolus_of_schema_2 RENAME TO bolus;
        """
}
