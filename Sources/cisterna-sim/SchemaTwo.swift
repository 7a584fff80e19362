// SPDX-License-Identifier: Apache-2.0
import GRDB

/// The record as version 2 of its schema was released: ``SchemaOne`` and what changed. This text never changes.
enum SchemaTwo {
    static let changes = """
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

    /// Four days of pump time, of which the last minute delivered 1,000 pL of the 4,000; a document is kept; a demand bolus
    /// ended a day ago.
    private static let contents = """
        UPDATE standing SET pump_time_ns = 345600000000000, last_entry = 2;
        INSERT INTO event (
            sequence, core_sequence, rig_ns, monotonic_ns, boottime_ns, boot, wall_ns, clock_quality, kind, severity, payload,
            requirements)
        VALUES (2, 7, 5, 11, 21, 1, 31, 'unsynchronised', 'condition-raised', 'high', '{"condition":"air-in-line"}', 'BR-A01');
        INSERT INTO kept VALUES ('refill', '{"step":"fill"}', 2);
        INSERT INTO delivered_minute VALUES (5758, 3000), (5759, 4000);
        INSERT INTO bolus VALUES (
            3, 'demand', NULL, 600, 1000000000, 'completed', 2, 600, 600, 259200000000000, 259201000000000, 2, 2);
        """

    /// Makes such a file.
    static func make(_ path: String, inWALMode: Bool) throws {
        try SchemaOne.make(path, inWALMode: inWALMode)
        let database = try DatabaseQueue(path: path)
        try database.write { db in
            try db.execute(sql: changes)
            try db.execute(sql: contents)
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('2')")
            try db.execute(sql: "PRAGMA user_version = 2")
        }
        try database.close()
    }
}
