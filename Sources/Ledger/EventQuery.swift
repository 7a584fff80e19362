// SPDX-License-Identifier: Apache-2.0
import GRDB
import Quantities
import Transcript

/// Which entries of the record somebody wants to see.
public struct EventQuery: Hashable, Sendable {
    /// Only these kinds, in which a `*` stands for any characters; nil: all.
    public var kinds: Set<String>?
    /// Only these and more severe ones.
    public var minimumSeverity: Severity
    /// Written at or after this, by the wall clock as it was then.
    public var since: Instant?
    /// Written before this, by the wall clock as it was then.
    public var until: Instant?

    public init(
        kinds: Set<String>? = nil, minimumSeverity: Severity = .info, since: Instant? = nil, until: Instant? = nil
    ) {
        self.kinds = kinds
        self.minimumSeverity = minimumSeverity
        self.since = since
        self.until = until
    }

    /// What follows a condition in SQL, and its arguments.
    var condition: (sql: String, arguments: StatementArguments) {
        var sql = ""
        var arguments = StatementArguments()
        if let kinds {
            let patterns = kinds.filter { $0.contains("*") }.sorted()
            let names = kinds.filter { !$0.contains("*") }.sorted()
            let matches = ["kind IN (\(Self.places(names.count)))"] + patterns.map { _ in "kind GLOB ?" }
            sql += " AND (\(matches.joined(separator: " OR ")))"
            arguments += StatementArguments(names + patterns.map(Self.glob))
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
        return (sql, arguments)
    }

    /// Of all that a pattern of SQLite can mean only the star is meant.
    private static func glob(_ pattern: String) -> String {
        pattern.replacing("[", with: "[[]").replacing("?", with: "[?]")
    }

    private static func places(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }
}
