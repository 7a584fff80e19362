// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities

extension LedgerReading {
    /// The minutes of the last 25 hours of pump time in which volume was settled, in order. The first is where counting
    /// begins, however old: what was delivered in a minute is the difference from the row before.
    ///
    /// Throws ``LedgerError/storage(call:code:message:)``.
    public func deliveredMinutes() throws(LedgerError) -> [DeliveredMinute] {
        try reading("read the minutes of delivery") { db in
            try db.rows("SELECT minute, forward_pl FROM delivered_minute ORDER BY minute").map { row in
                DeliveredMinute(minute: row["minute"], forwardVolume: Volume(picoliters: row["forward_pl"]))
            }
        }
    }
}

extension Standing {
    /// The longest window is a day and touches one bucket of five minutes more.
    private static let minutesKept: Int64 = 25 * 60

    /// Takes over where delivery has come to, when, and the therapy then. ``account`` is still the one before.
    mutating func move(
        to volume: Volume, at told: Instant?, _ therapy: TherapyRecord?, _ db: Database
    ) throws {
        if let told {
            guard told >= pumpTime else { throw LedgerError.wentBack("the pump time") }
            pumpTime = told
        }
        if volume != account.forwardVolume { try count(volume, db) }
        if let therapy { try take(therapy, until: volume, db) }
    }

    private mutating func count(_ volume: Volume, _ db: Database) throws {
        let minute = DeliveredMinute.minute(of: pumpTime)
        let upsert = "INSERT OR REPLACE INTO delivered_minute (minute, forward_pl) VALUES (?, ?)"
        if lastMinute == nil { try db.run(upsert, [minute - 1, account.forwardVolume.picoliters]) }
        try db.run(upsert, [minute, volume.picoliters])
        guard minute != lastMinute else { return }
        lastMinute = minute
        // The last of the old ones stays: the difference from it is what the next one delivered.
        try db.run(
            """
            DELETE FROM delivered_minute
            WHERE minute < (SELECT max(minute) FROM delivered_minute WHERE minute <= ?)
            """, [minute - Self.minutesKept])
    }
}
