// SPDX-License-Identifier: Apache-2.0
import GRDB

/// The record as version 1 of its schema was released, left by a crash in the midst of a bolus: what a daemon of today is
/// started on. This text never changes.
enum SchemaOne {
    static let tables = """
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

    /// 400 pulses settled of 500 reserved; bolus 1 completed, bolus 2 under way.
    private static let contents = """
        INSERT INTO boot VALUES (1, 'boot-1');
        INSERT INTO event (
            sequence, monotonic_ns, boottime_ns, boot, wall_ns, clock_quality, kind, severity, payload)
        VALUES (1, 10, 20, 1, 30, 'synchronised', 'record-created', 'info', '{"schema":1}');
        INSERT INTO standing VALUES (
            1, 400, 0, 4000, 0, 0, 0, 1, 20000000, 0, 0, 500, NULL, 'delivering', 1, 7, 3, 2, 400, 4000,
            11, 21, 1, 31, 'synchronised', 10, 20, 1, 30, 'unsynchronised');
        INSERT INTO latched_condition VALUES ('air-in-line', 1);
        INSERT INTO request VALUES ('r-1', 'Bolus', 'd', 1, NULL, NULL);
        INSERT INTO bolus VALUES (1, NULL, 500, 60000000000, 'completed', 2, 500, 500, 1, 1);
        INSERT INTO bolus VALUES (2, 'r-1', 700, 60000000000, 'running', 1, 90, NULL, 1, NULL);
        """

    static let settledPulses: Int64 = 400
    static let reservedPulses: Int64 = 500

    /// Makes such a file, in WAL mode as it was left, or with a rollback journal as a copy may be.
    static func make(_ path: String, inWALMode: Bool) throws {
        var configuration = Configuration()
        if inWALMode { configuration.journalMode = .wal }
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try database.write { db in
            try db.execute(sql: tables)
            try db.execute(sql: contents)
            // The migrator's own list.
            try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('1')")
            try db.execute(sql: "PRAGMA application_id = 1130984308; PRAGMA user_version = 1")
        }
        try database.close()
    }
}
