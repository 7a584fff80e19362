// SPDX-License-Identifier: Apache-2.0
import GRDB
import Transcript

extension Ledger {
    static let prescriptionQuery = "SELECT prescription.*, boot.boot_id FROM prescription JOIN boot ON boot.key = boot"

    /// Puts a prescription on disk, and its event. Revisions only rise.
    ///
    /// `text` is kept byte for byte; `digest` is its own, `rigDigest` that of the rig description it was reviewed
    /// against. `kept` and `events`, what belongs to it, go with it in one transaction. Throws ``LedgerError/revisionNotNewer(revision:last:)``, ``LedgerError/storage(call:code:message:)``.
    public func commitPrescription(
        revision: Int64, text: String, digest: String, rigDigest: String, operator operatorName: String, reason: String,
        fillNumber: Int64, kept: [KeptValue] = [], events: [LedgerEvent] = [], at now: LedgerTime
    ) throws(LedgerError) {
        try writing("commit a prescription", at: now) { db, standing in
            let last = try db.row("SELECT max(revision) AS last FROM prescription")?["last"] as Int64? ?? 0
            guard revision > last else { throw LedgerError.revisionNotNewer(revision: revision, last: last) }
            let event = LedgerEvent(
                kind: "prescription-committed",
                payload: [
                    "digest": .string(digest), "fillNumber": .integer(fillNumber), "operator": .string(operatorName),
                    "reason": .string(reason), "revision": .integer(revision), "rigDigest": .string(rigDigest),
                ])
            for event in events { try standing.append(event, at: now, db) }
            try standing.append(event, at: now, db)
            for value in kept { try standing.keep(value, db) }
            try db.run(
                """
                INSERT INTO prescription (
                    revision, text, digest, rig_digest, operator, reason, fill_number, monotonic_ns, boottime_ns, boot,
                    wall_ns, clock_quality)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [revision, text, digest, rigDigest, operatorName, reason, fillNumber]
                    + now.arguments(boot: try standing.boot(now.bootId, db)))
        }
    }

    static func lastPrescription(_ db: Database) throws -> StoredPrescription? {
        try db.row(prescriptionQuery + " ORDER BY revision DESC LIMIT 1").flatMap(StoredPrescription.init)
    }
}

extension StoredPrescription {
    init?(_ row: Row) {
        guard let committedAt = LedgerTime(row) else { return nil }
        self.init(
            revision: row["revision"], text: row["text"], digest: row["digest"], rigDigest: row["rig_digest"],
            operatorName: row["operator"], reason: row["reason"], fillNumber: row["fill_number"],
            committedAt: committedAt)
    }
}
