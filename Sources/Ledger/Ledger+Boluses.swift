// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities
import Transcript

extension Ledger {
    /// Puts the order of a bolus on disk before the core gets it; returns its number, which only rises (from 1).
    ///
    /// `volume` and `duration` are above zero. The request must have been begun. The core's events say what becomes of
    /// it, or ``LedgerBatch/refusedBoluses`` that the core refused it. Throws ``LedgerError/unknownRequest(_:)``,
    /// ``LedgerError/uncertainUnsettled(steps:)``, ``LedgerError/contradiction(_:)``,
    /// ``LedgerError/storage(call:code:message:)``.
    public func beginBolus(
        volume: Volume, duration: Duration, kind: BolusOrder.Kind = .single, requestId: String?, at now: LedgerTime
    ) throws(LedgerError) -> Int64 {
        guard volume > .zero, duration > .zero else { throw .contradiction("a bolus of nothing, or at once") }
        guard !standing.isUnsettled else { throw .uncertainUnsettled(steps: standing.uncertain) }
        return try writing("order a bolus", at: now) { db, standing in
            if let requestId, try db.row("SELECT 1 FROM request WHERE id = ?", [requestId]) == nil {
                throw LedgerError.unknownRequest(requestId)
            }
            let number = (try db.row("SELECT max(number) AS last FROM bolus")?["last"] as Int64? ?? 0) + 1
            var payload: Payload = [
                "bolus": .integer(number), "durationNanoseconds": .integer(duration.nanoseconds),
                "kind": .string(kind.name), "volumePicoliters": .integer(volume.picoliters),
            ]
            payload["requestId"] = requestId.map { .string($0) }
            try standing.append(LedgerEvent(kind: "bolus-ordered", payload: payload), at: now, db)
            try db.run(
                """
                INSERT INTO bolus (number, kind, request_id, volume_pl, duration_ns, state, ordered_by)
                VALUES (?, ?, ?, ?, ?, 'ordered', ?)
                """, [number, kind.name, requestId, volume.picoliters, duration.nanoseconds, standing.lastEntry])
            return number
        }
    }

    /// What became of the bolus with this number; nil where there is none. Throws ``LedgerError/corrupt(file:reason:)``,
    /// ``LedgerError/storage(call:code:message:)``.
    public func bolus(number: Int64) throws(LedgerError) -> StoredBolus? {
        try bolus("SELECT * FROM bolus WHERE number = ?", [number])
    }

    /// What became of the bolus that this request ordered, the last where it ordered several; nil where it ordered none.
    /// Throws ``LedgerError/corrupt(file:reason:)``, ``LedgerError/storage(call:code:message:)``.
    public func bolus(requestId: String) throws(LedgerError) -> StoredBolus? {
        try bolus("SELECT * FROM bolus WHERE request_id = ? ORDER BY number DESC LIMIT 1", [requestId])
    }

    private func bolus(_ sql: String, _ arguments: StatementArguments) throws(LedgerError) -> StoredBolus? {
        try reading("look a bolus up") { db in
            try db.row(sql, arguments).map { try StoredBolus($0, file: file) }
        }
    }
}

extension StoredBolus {
    init(_ row: Row, file: String) throws {
        let (kind, state): (String, String) = (row["kind"], row["state"])
        guard let knownKind = BolusOrder.Kind(name: kind), let knownState = StoredBolusState(rawValue: state) else {
            throw LedgerError.corrupt(file: file, reason: "there is no “\(state)” bolus of the kind “\(kind)”")
        }
        self.init(
            number: row["number"], kind: knownKind, volume: Volume(picoliters: row["volume_pl"]),
            requestId: row["request_id"], state: knownState,
            deliveredLower: Volume(picoliters: row["delivered_lower_pl"]),
            deliveredUpper: (row["delivered_upper_pl"] as Int64?).map(Volume.init(picoliters:)))
    }
}

extension Standing {
    /// Closes an order that the core refused. One that has started is none of those: it stays as it is.
    func refuse(bolus number: Int64, _ db: Database) throws {
        try db.run(
            """
            UPDATE bolus SET state = 'refused', delivered_upper_pl = 0, ended_by = ?
            WHERE number = ? AND state = 'ordered'
            """, [lastEntry, number])
    }
}
