// SPDX-License-Identifier: Apache-2.0
import GRDB
import Quantities

extension Standing {
    /// The therapy that is kept; throws ``LedgerError/corrupt(file:reason:)`` where that makes no sense.
    static func readTherapy(_ db: Database, file: String) throws -> TherapyRecord? {
        let row = try db.row("SELECT value FROM kept WHERE name = ?", [TherapyRecord.name])
        guard let text = row?["value"] as String? else { return nil }
        do {
            return try TherapyRecord(text: text)
        } catch {
            throw LedgerError.corrupt(file: file, reason: "what is kept as “\(TherapyRecord.name)”: \(error)")
        }
    }

    /// Keeps the therapy where it is another than on record, `volume` being what this settlement counts as delivered.
    mutating func take(_ told: TherapyRecord, until volume: Volume, _ db: Database) throws {
        var next = told
        next.earlierPaths = therapy?.earlierPaths ?? []
        if let therapy, !next.path.covers(therapy.path, from: account.forwardVolume) {
            next.leave(therapy.path, between: account.forwardVolume, and: volume)
        }
        if !next.earlierPaths.isEmpty,
            let first = try db.row("SELECT forward_pl FROM delivered_minute ORDER BY minute LIMIT 1")
        {
            // What was delivered up to there is counted in no window any more.
            let begin: Int64 = first["forward_pl"]
            next.earlierPaths.removeAll { $0.untilPicoliters <= begin }
        }
        guard next != therapy else { return }
        therapy = next
        try write(try next.text, of: TherapyRecord.name, db)
    }
}
