// SPDX-License-Identifier: Apache-2.0
import GRDB
import Quantities
import Transcript

extension Ledger {
    /// How many entries a query gives at most.
    public static let eventLimit = 10_000
}

extension LedgerReading {
    /// Entries of the record after a number, in their order, as `query` wants them: at most `limit` (1 to
    /// ``Ledger/eventLimit``, beyond which it is cut). Faults that were kept when the rest was dropped are among them.
    /// Throws ``LedgerError/storage(call:code:message:)``.
    public func events(
        after sequence: Int64 = 0, limit: Int = 1_000, _ query: EventQuery = EventQuery()
    ) throws(LedgerError) -> [StoredEvent] {
        let (condition, arguments) = query.condition
        let sql = Self.all + " WHERE sequence > ?" + condition + " ORDER BY sequence LIMIT ?"
        return try reading("read events") { db in
            try db.rows(sql, [sequence] + arguments + [min(max(limit, 1), Ledger.eventLimit)])
                .compactMap(StoredEvent.init)
        }
    }

    /// The number of the first of the last `count` entries that `query` wants; nil where there is none. Throws
    /// ``LedgerError/storage(call:code:message:)``.
    public func firstOfLast(_ count: Int64, _ query: EventQuery) throws(LedgerError) -> Int64? {
        let (condition, arguments) = query.condition
        let sql = """
            SELECT min(sequence) AS first FROM (
                \(Self.all) WHERE true\(condition) ORDER BY sequence DESC LIMIT ?)
            """
        return try reading("read the last events") { db in
            try db.row(sql, arguments + [max(0, count)])?["first"]
        }
    }

    private static var all: String {
        """
        SELECT sequence, core_sequence, rig_ns, monotonic_ns, boottime_ns, boot.boot_id AS boot_id, wall_ns,
            clock_quality, kind, severity, payload, requirements, hash
        FROM (\(part("kept_fault")) UNION ALL \(part("event"))) AS entry JOIN boot ON boot.key = entry.boot
        """
    }

    private static func part(_ table: String) -> String {
        """
        SELECT sequence, core_sequence, rig_ns, monotonic_ns, boottime_ns, boot, wall_ns, clock_quality, kind, severity,
            payload, requirements, hash FROM \(table)
        """
    }
}

extension StoredEvent {
    fileprivate init?(_ row: Row) {
        guard let at = LedgerTime(row) else { return nil }
        let severity = Severity(name: row["severity"]) ?? .high
        let requirements: String? = row["requirements"]
        self.init(
            sequence: row["sequence"], coreSequence: row["core_sequence"],
            rigClock: (row["rig_ns"] as Int64?).map(Instant.init(nanoseconds:)), at: at, kind: row["kind"],
            severity: severity, payload: row["payload"],
            requirements: requirements.map { $0.split(separator: " ").map(String.init) } ?? [],
            hash: EventHash(row["hash"] as DatabaseValue)?.hexadecimal ?? "")
    }
}
