// SPDX-License-Identifier: Apache-2.0

/// What the database says of its own durability, read back from the connection that writes.
public struct Durability: Hashable, Sendable {
    /// SQLite's name of the journal mode: `wal`.
    public let journalMode: String
    /// SQLite's number: 2 is FULL, each commit is on disk before it returns.
    public let synchronous: Int64
    public let enforcesForeignKeys: Bool

    /// Whether a commit that returned survives a power cut.
    public var isInForce: Bool { journalMode == "wal" && synchronous == 2 && enforcesForeignKeys }
}
