// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities

/// What a record comes to, as it was last settled.
public struct RecordTotals: Hashable, Sendable {
    public let account: Account
    /// The limit up to which the pump may have moved since.
    public let reserved: StepCount
    public let pumpTime: Instant
    /// The first entry that is still there.
    public let firstEntry: Int64
    public let lastEntry: Int64
    /// The hash of the last entry, in hexadecimal.
    public let lastHash: String
    public let schema: Int64
    /// By the wall clock of the first entry that is still there.
    public let began: Instant?
}

extension LedgerReading {
    /// Throws ``LedgerError/corrupt(file:reason:)``, ``LedgerError/storage(call:code:message:)``.
    public func totals() throws(LedgerError) -> RecordTotals {
        try readingOneState("read the totals") { db in
            let standing = try Standing.read(db, file: file)
            return RecordTotals(
                account: standing.account, reserved: standing.reserved, pumpTime: standing.pumpTime,
                firstEntry: standing.firstEntry, lastEntry: standing.lastEntry,
                lastHash: standing.lastHash.hexadecimal, schema: LedgerSchema.version,
                began: (try db.row(
                    "SELECT min(wall_ns) AS began FROM event WHERE sequence = ?", [standing.firstEntry])?[
                        "began"] as Int64?).map(Instant.init(nanoseconds:)))
        }
    }
}
