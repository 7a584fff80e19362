// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities

/// A bolus as the record tells it afterwards.
public struct RecordedBolus: Hashable, Sendable {
    public let bolus: StoredBolus
    /// As ordered.
    public let duration: Duration
    /// By the wall clock as it was then; nil where the entry was dropped.
    public let orderedAt: Instant?
    /// By the wall clock as it was then; nil where it has not ended, or the entry was dropped.
    public let endedAt: Instant?
}

extension LedgerReading {
    /// Boluses after a number, in their order, at most `limit`, ordered at or after `since` and before `until`; one whose
    /// time is not known any more is among those without `since` only. Throws ``LedgerError/corrupt(file:reason:)``,
    /// ``LedgerError/storage(call:code:message:)``.
    public func boluses(
        after number: Int64 = 0, since: Instant? = nil, until: Instant? = nil, limit: Int = 1_000
    ) throws(LedgerError) -> [RecordedBolus] {
        try reading("read boluses") { db in
            try db.rows(
                """
                SELECT bolus.*, ordered.wall_ns AS ordered_ns, ended.wall_ns AS ended_ns FROM bolus
                LEFT JOIN event AS ordered ON ordered.sequence = ordered_by
                LEFT JOIN event AS ended ON ended.sequence = ended_by
                WHERE number > ? AND coalesce(ordered.wall_ns, ?) >= ? AND coalesce(ordered.wall_ns, ?) < ?
                ORDER BY number LIMIT ?
                """,
                [
                    number, Int64.min, since?.nanoseconds ?? .min, Int64.min, until?.nanoseconds ?? .max,
                    min(max(limit, 1), Ledger.eventLimit),
                ]
            ).map { row in
                RecordedBolus(
                    bolus: try StoredBolus(row, file: file), duration: Duration(nanoseconds: row["duration_ns"]),
                    orderedAt: (row["ordered_ns"] as Int64?).map(Instant.init(nanoseconds:)),
                    endedAt: (row["ended_ns"] as Int64?).map(Instant.init(nanoseconds:)))
            }
        }
    }
}
