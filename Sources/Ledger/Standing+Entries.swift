// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities
import Transcript

extension Standing {
    private static let insert = """
        INSERT INTO event (
            sequence, core_sequence, rig_ns, monotonic_ns, boottime_ns, boot, wall_ns, clock_quality, kind, severity,
            payload, requirements, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Appends an event of the core and takes over what it means.
    mutating func append(_ record: EventRecord, at now: LedgerTime, _ db: Database) throws {
        guard record.sequence > lastCoreEvent else {
            throw LedgerError.wentBack("the number of the core's events, \(lastCoreEvent) to \(record.sequence),")
        }
        lastCoreEvent = record.sequence
        let transcript = EventTranscript(of: record)
        try insert(
            EntryText(kind: transcript.kind, severity: transcript.severity.name, payload: transcript.payload),
            core: (record.sequence, record.at.nanoseconds), at: now, db)
        try follow(record.event, db)
    }

    /// Appends an entry that is not of the core.
    mutating func append(_ event: LedgerEvent, at now: LedgerTime, _ db: Database) throws {
        let requirements = event.requirements.isEmpty ? nil : event.requirements.joined(separator: " ")
        try insert(
            EntryText(
                kind: event.kind, severity: event.severity.name, payload: event.payload.text,
                requirements: requirements),
            at: now, db)
    }

    /// What an entry says, as it is stored.
    private struct EntryText {
        var kind: String
        var severity: String
        var payload: String
        var requirements: String?
    }

    private mutating func insert(
        _ text: EntryText, core: (sequence: Int64, rig: Int64)? = nil, at now: LedgerTime, _ db: Database
    ) throws {
        lastEntry += 1
        try markDay(db)
        lastHash = lastHash.next([
            .number(lastEntry), .number(core?.sequence), .number(core?.rig), .number(now.monotonic.nanoseconds),
            .number(now.boottime.nanoseconds), .text(now.bootId), .number(now.wall.nanoseconds),
            .text(now.qualityName), .text(text.kind), .text(text.severity), .text(text.payload),
            .text(text.requirements),
        ])
        try db.run(
            Self.insert,
            [lastEntry, core?.sequence, core?.rig] + now.arguments(boot: try boot(now.bootId, db))
                + [text.kind, text.severity, text.payload, text.requirements, lastHash.data])
    }

    /// Marks with which entry a day of pump time begins: by these days entries grow old, since no wall clock can make
    /// them so.
    private mutating func markDay(_ db: Database) throws {
        let day = max(pumpTime, eventTime).nanoseconds / Duration.day.nanoseconds
        guard day > lastDay ?? -1 else { return }
        lastDay = day
        try db.run("INSERT INTO pump_day (day, first_entry) VALUES (?, ?)", [day, lastEntry])
    }

    /// Keeps what the next start needs to know, from the same events that the record shows: so the two cannot disagree.
    private mutating func follow(_ event: Event, _ db: Database) throws {
        switch event {
        case .stateChanged(_, let next, _): pumpState = next
        case .outcome(let command, _): lastCommand = max(lastCommand, command)
        case .strokeEnded(let account): try follow(account, db)
        case .bolusStarted(let order): try start(order, db)
        case .bolusEnded(let number, let delivered, let end): try self.end(number, delivered, end.name, db)
        case .conditionRaised(let condition):
            guard condition.latches else { return }
            try db.run(
                "INSERT OR IGNORE INTO latched_condition (name, raised_by) VALUES (?, ?)", [condition.name, lastEntry])
        case .conditionCleared(let condition):
            try db.run("DELETE FROM latched_condition WHERE name = ?", [condition.name])
        case .granted, .programLoaded, .conditionAcknowledged, .forfeited, .lineFound, .phaseFound, .selfTested,
            .invariantBroken:
            break
        // One that was preempted is under way all the same. What becomes of the therapy comes with its settlement.
        case .bolusPreempted, .bolusResumed, .rateChanged, .periodicDose, .bridgeEnded, .doseLimited, .clockSet,
            .pathDeclared, .mixtureEntered, .staircaseHeld, .buttonPressed, .sensorFailed, .sensorRecovered, .stalled,
            .stallRecovered, .deliveryFound:
            break
        }
    }

    private mutating func follow(_ account: StrokeAccount, _ db: Database) throws {
        lastStroke = max(lastStroke, account.stroke.sequence)
        strokesEnd = max(strokesEnd, account.odometer)
        strokesEndVolume += account.delivered
        guard account.bolusShare > .zero else { return }
        // One that has ended said itself what it came to.
        try db.run(
            """
            UPDATE bolus SET strokes = strokes + 1, delivered_lower_pl = delivered_lower_pl + ?
            WHERE number = ? AND state = 'running'
            """, [account.bolusShare.picoliters, account.bolus])
    }

    private func start(_ order: BolusOrder, _ db: Database) throws {
        // One that the ledger never numbered is a bug of ours, but what was delivered must be on record all the same.
        try db.run(
            """
            INSERT INTO bolus (number, kind, volume_pl, duration_ns, state, started_pump_ns, ordered_by)
            VALUES (?, ?, ?, ?, 'running', ?, ?)
            ON CONFLICT (number) DO UPDATE SET state = 'running', started_pump_ns = excluded.started_pump_ns
            """,
            [
                order.identifier, order.kind.name, order.volume.picoliters, order.duration.nanoseconds,
                eventTime.nanoseconds, lastEntry,
            ])
    }

    private func end(_ number: Int64, _ delivered: Volume, _ state: String, _ db: Database) throws {
        try db.run(
            """
            UPDATE bolus SET state = ?, delivered_lower_pl = ?, delivered_upper_pl = ?, ended_pump_ns = ?, ended_by = ?
            WHERE number = ?
            """,
            [state, delivered.picoliters, delivered.picoliters, eventTime.nanoseconds, lastEntry, number])
    }
}
