// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities
import Transcript

extension Standing {
    private static let columns = [
        "forward_steps", "reverse_steps", "forward_pl", "reverse_pl", "unproven_pl", "had_unknown_phase", "fill_number",
        "fill_pl", "forward_at_fill_pl", "reverse_at_fill_pl", "reserved_steps", "clean_full_step", "pump_state",
        "last_entry", "last_core_event", "last_stroke", "last_command", "strokes_end_steps", "strokes_end_pl",
        "pump_time_ns", "last_hash", "first_entry", "hash_before_first",
        "written_monotonic_ns", "written_boottime_ns", "written_boot", "written_wall_ns", "written_clock_quality",
        "settled_monotonic_ns", "settled_boottime_ns", "settled_boot", "settled_wall_ns", "settled_clock_quality",
    ]

    private static let upsert = """
        INSERT OR REPLACE INTO standing (id, \(columns.joined(separator: ", ")))
        VALUES (1\(String(repeating: ", ?", count: columns.count)))
        """

    private static let select = """
        SELECT standing.*, written.boot_id AS written_boot_id, settled.boot_id AS settled_boot_id
        FROM standing JOIN boot AS written ON written.key = written_boot
        LEFT JOIN boot AS settled ON settled.key = settled_boot
        """

    /// As the record has it; throws ``LedgerError/corrupt(file:reason:)`` where that makes no sense.
    static func read(_ db: Database, file: String) throws -> Standing {
        guard let row = try db.row(select), let written = LedgerTime(row, prefix: "written_") else {
            throw LedgerError.corrupt(file: file, reason: "the row of totals is missing")
        }
        var standing = Standing(at: written)
        standing.settled = LedgerTime(row, prefix: "settled_")
        standing.takeNumbers(row)
        if let name = row["pump_state"] as String? {
            guard let state = PumpState(name: name) else {
                throw LedgerError.corrupt(file: file, reason: "there is no pump state \(name)")
            }
            standing.pumpState = state
        }
        standing.lastMinute = try Int64.fetchOne(db, sql: "SELECT max(minute) FROM delivered_minute")
        standing.lastDay = try Int64.fetchOne(db, sql: "SELECT max(day) FROM pump_day")
        guard let lastHash = EventHash(row["last_hash"]), let before = EventHash(row["hash_before_first"]) else {
            throw LedgerError.corrupt(file: file, reason: "the hashes of the row of totals are none")
        }
        standing.lastHash = lastHash
        standing.hashBeforeFirst = before
        standing.firstEntry = row["first_entry"]
        standing.therapy = try readTherapy(db, file: file)
        let last = try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM event") ?? 0
        guard last == standing.lastEntry else {
            throw LedgerError.corrupt(
                file: file, reason: "entries end at \(last) and not at \(standing.lastEntry)")
        }
        let open = try Int64.fetchOne(db, sql: "SELECT count(*) FROM bolus WHERE state IN ('ordered', 'running')") ?? 0
        standing.isUnsettled = open > 0 || standing.reserved > standing.account.forwardSteps
        return standing
    }

    private mutating func takeNumbers(_ row: Row) {
        account = Account(
            forwardSteps: StepCount(pulses: row["forward_steps"]),
            reverseSteps: StepCount(pulses: row["reverse_steps"]),
            forwardVolume: Volume(picoliters: row["forward_pl"]), reverseVolume: Volume(picoliters: row["reverse_pl"]),
            unproven: Volume(picoliters: row["unproven_pl"]), hadUnknownPhase: row["had_unknown_phase"],
            fillNumber: row["fill_number"], fill: Volume(picoliters: row["fill_pl"]),
            forwardAtFill: Volume(picoliters: row["forward_at_fill_pl"]),
            reverseAtFill: Volume(picoliters: row["reverse_at_fill_pl"]))
        reserved = StepCount(pulses: row["reserved_steps"])
        cleanFullStep = row["clean_full_step"]
        lastEntry = row["last_entry"]
        lastCoreEvent = row["last_core_event"]
        lastStroke = row["last_stroke"]
        lastCommand = row["last_command"]
        strokesEnd = StepCount(pulses: row["strokes_end_steps"])
        strokesEndVolume = Volume(picoliters: row["strokes_end_pl"])
        pumpTime = Instant(nanoseconds: row["pump_time_ns"])
    }

    mutating func write(_ db: Database) throws {
        var arguments: StatementArguments = [
            account.forwardSteps.pulses, account.reverseSteps.pulses, account.forwardVolume.picoliters,
            account.reverseVolume.picoliters, account.unproven.picoliters, account.hadUnknownPhase, account.fillNumber,
            account.fill.picoliters, account.forwardAtFill.picoliters, account.reverseAtFill.picoliters,
        ]
        arguments += [
            reserved.pulses, cleanFullStep, pumpState?.name, lastEntry, lastCoreEvent, lastStroke, lastCommand,
            strokesEnd.pulses, strokesEndVolume.picoliters, pumpTime.nanoseconds,
        ]
        arguments += [lastHash.data, firstEntry, hashBeforeFirst.data]
        arguments += written.arguments(boot: try boot(written.bootId, db))
        if let settled {
            arguments += settled.arguments(boot: try boot(settled.bootId, db))
        } else {
            arguments += [nil, nil, nil, nil, nil]
        }
        try db.run(Self.upsert, arguments)
    }

    /// The key of a boot, made if there is none yet.
    mutating func boot(_ bootId: String, _ db: Database) throws -> Int64 {
        if let key = boots[bootId] { return key }
        try db.run("INSERT OR IGNORE INTO boot (boot_id) VALUES (?)", [bootId])
        guard let row = try db.row("SELECT key FROM boot WHERE boot_id = ?", [bootId]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a boot that was inserted is not there")
        }
        let key: Int64 = row["key"]
        boots[bootId] = key
        return key
    }
}
