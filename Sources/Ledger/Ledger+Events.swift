// SPDX-License-Identifier: Apache-2.0
import GRDB
import Quantities
import Transcript

extension Ledger {
    /// How many entries a query gives at most.
    public static let eventLimit = 10_000

    /// Entries of the record after a number, in their order: at most `limit` (1 to ``eventLimit``, beyond which it is
    /// cut), of the named kinds, of at least a severity, and written at or after `since` and before `until` by the wall
    /// clock. Throws ``LedgerError/storage(call:code:message:)``.
    public func events(
        after sequence: Int64 = 0, limit: Int = 1_000, kinds: Set<String>? = nil, minimumSeverity: Severity = .info,
        since: Instant? = nil, until: Instant? = nil
    ) throws(LedgerError) -> [StoredEvent] {
        var sql = "SELECT event.*, boot.boot_id FROM event JOIN boot ON boot.key = event.boot WHERE sequence > ?"
        var arguments: StatementArguments = [sequence]
        if let kinds {
            sql += " AND kind IN (\(Self.places(kinds.count)))"
            arguments += StatementArguments(kinds.sorted())
        }
        if minimumSeverity > .info {
            let names = Severity.allCases.filter { $0 >= minimumSeverity }.map(\.name)
            sql += " AND severity IN (\(Self.places(names.count)))"
            arguments += StatementArguments(names)
        }
        if let since {
            sql += " AND wall_ns >= ?"
            arguments += [since.nanoseconds]
        }
        if let until {
            sql += " AND wall_ns < ?"
            arguments += [until.nanoseconds]
        }
        sql += " ORDER BY sequence LIMIT ?"
        arguments += [min(max(limit, 1), Self.eventLimit)]
        return try reading("read events") { db in
            try db.rows(sql, arguments).compactMap(StoredEvent.init)
        }
    }

    private static func places(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
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
            requirements: requirements.map { $0.split(separator: " ").map(String.init) } ?? [])
    }
}
