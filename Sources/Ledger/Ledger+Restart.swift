// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities
import Transcript

extension Ledger {
    private static let openBoluses = "SELECT * FROM bolus WHERE state IN ('ordered', 'running') ORDER BY number"

    /// Everything to start from, as it stands now. Throws ``LedgerError/corrupt(file:reason:)`` and
    /// ``LedgerError/storage(call:code:message:)``.
    public func state() throws(LedgerError) -> DurableState {
        let standing = standing
        let file = file
        return try reading("read the state") { db in
            let names = try String.fetchAll(db, sql: "SELECT name FROM latched_condition")
            var kept: [String: String] = [:]
            for row in try db.rows("SELECT name, value FROM kept WHERE name <> ?", [TherapyRecord.name]) {
                kept[row["name"]] = row["value"]
            }
            let open = standing.isUnsettled ? try db.rows(Self.openBoluses) : []
            let unfinished = try String.fetchAll(db, sql: "SELECT id FROM request WHERE outcome IS NULL ORDER BY id")
            return DurableState(
                account: standing.account, settledAt: standing.settled, reserved: standing.reserved,
                uncertain: standing.uncertain, cleanFullStep: standing.cleanFullStep,
                latched: try Self.bits(of: names, file: file), pumpState: standing.pumpState,
                interrupted: try open.map { try InterruptedBolus($0, file: file) },
                prescription: try Self.lastPrescription(db),
                unfinishedRequests: unfinished, lastEventSequence: standing.lastCoreEvent,
                lastStrokeSequence: standing.lastStroke, lastCommand: standing.lastCommand,
                lastEntry: standing.lastEntry, pumpTime: standing.pumpTime, therapy: standing.therapy, kept: kept,
                lastWritten: standing.written, isRestart: isRestart)
        }
    }

    private static func bits(of names: [String], file: String) throws -> UInt64 {
        var bits: UInt64 = 0
        for name in names {
            guard let condition = Condition(name: name), let position = Condition.allCases.firstIndex(of: condition)
            else { throw LedgerError.corrupt(file: file, reason: "there is no condition \(name)") }
            bits |= 1 << UInt64(position)
        }
        return bits
    }

    /// Settles what a crash left: counts the uncertain steps as delivered (unproven), `volume` at most, closes boluses
    /// that were under way as interrupted, each with its interval, and says so in one event. One transaction.
    ///
    /// `steps` must be those of ``DurableState/uncertain``. True if there was something to settle; called again, or
    /// after a clean stop, it does nothing. `pumpTime` and `therapy` are what the next session starts from
    /// (``TherapyRestoration``): in the same transaction, so that no lockout gets lost with a second crash; nil: as on
    /// record. `gap` is what was delivered at most beyond what a restored record knows, counted beside `volume`, and `kept`
    /// the documents that change with it. Throws ``LedgerError/notUncertain(steps:uncertain:)``, ``LedgerError/wentBack(_:)``,
    /// ``LedgerError/contradiction(_:)``, ``LedgerError/storage(call:code:message:)``.
    @discardableResult
    public func settleUncertain(
        steps: StepCount, volume: Volume, at now: LedgerTime, pumpTime: Instant? = nil, therapy: TherapyRecord? = nil,
        beyondRecord gap: Volume = .zero, kept: [KeptValue] = [], endsDelivery: Bool = false
    ) throws(LedgerError) -> Bool {
        guard standing.isUnsettled || !kept.isEmpty else { return false }
        let uncertain = standing.uncertain
        guard steps == uncertain else { throw .notUncertain(steps: steps, uncertain: uncertain) }
        guard volume >= .zero, steps > .zero || volume == .zero else {
            throw .contradiction("\(steps.pulses) pulses cannot deliver \(volume.picoliters) pL")
        }
        try writing("settle what is uncertain", at: now) { db, standing in
            standing.eventTime = pumpTime ?? standing.pumpTime
            let most = standing.volumeBeyondStrokes + volume + gap
            var boluses: [PayloadValue] = []
            for row in try db.rows(Self.openBoluses) {
                boluses.append(.object(try standing.interrupt(row, most: most, db)))
            }
            var payload: Payload = [
                "boluses": .list(boluses), "pulses": .integer(steps.pulses),
                "volumePicoliters": .integer(volume.picoliters),
            ]
            if gap > .zero { payload["beyondRecordPicoliters"] = .integer(gap.picoliters) }
            let event = LedgerEvent(
                kind: "uncertain-settled", severity: .medium, payload: payload, requirements: ["BR-D11"])
            try standing.append(event, at: now, db)
            for value in kept { try standing.keep(value, db) }
            try standing.move(to: standing.account.forwardVolume + volume + gap, at: pumpTime, therapy, db)
            standing.account.countUncertain(steps: steps, volume: volume + gap)
            standing.strokesEnd = standing.account.forwardSteps
            standing.strokesEndVolume = standing.account.forwardVolume
            standing.settled = now
            standing.cleanFullStep = nil
            standing.isUnsettled = false
            // Whoever starts next sees nothing uncertain any more, and must not take that for leave to go on.
            if endsDelivery { standing.pumpState = .stopped }
        }
        return true
    }
}

extension Standing {
    /// Closes a bolus that was under way: at least what strokes on record delivered of it, at most all that may have
    /// been delivered since (`most`) beside it, and never more than was ordered.
    fileprivate func interrupt(_ row: Row, most: Volume, _ db: Database) throws -> Payload {
        let ordered: Int64 = row["volume_pl"]
        let lower: Int64 = row["delivered_lower_pl"]
        // Each stroke's share was cut to whole picolitres.
        let strokes: Int64 = row["strokes"]
        let upper = max(lower, min(ordered, lower + strokes + most.picoliters))
        let number: Int64 = row["number"]
        try db.run(
            """
            UPDATE bolus SET state = 'interrupted', delivered_upper_pl = ?, ended_pump_ns = ?, ended_by = ?
            WHERE number = ?
            """, [upper, eventTime.nanoseconds, lastEntry + 1, number])
        return [
            "bolus": .integer(number), "deliveredLowerPicoliters": .integer(lower),
            "deliveredUpperPicoliters": .integer(upper), "orderedPicoliters": .integer(ordered),
        ]
    }
}

extension InterruptedBolus {
    fileprivate init(_ row: Row, file: String) throws {
        let name: String = row["kind"]
        guard let kind = BolusOrder.Kind(name: name) else {
            throw LedgerError.corrupt(file: file, reason: "there is no kind of bolus “\(name)”")
        }
        self.init(
            number: row["number"], kind: kind, volume: Volume(picoliters: row["volume_pl"]),
            duration: Duration(nanoseconds: row["duration_ns"]), requestId: row["request_id"],
            delivered: Volume(picoliters: row["delivered_lower_pl"]))
    }
}
