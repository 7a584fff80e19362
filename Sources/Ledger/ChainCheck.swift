// SPDX-License-Identifier: Apache-2.0

/// How far the entries of a record were looked at, and what was found: ``LedgerReading/check(_:limit:)`` goes on with it.
public struct ChainCheck: Hashable, Sendable {
    /// Entries looked at.
    public internal(set) var entries: Int64 = 0
    /// The first that is still in the record.
    public internal(set) var first: Int64 = 0
    /// The last looked at.
    public internal(set) var last: Int64 = 0
    /// The first thing that is wrong; nil where nothing is.
    public internal(set) var broken: Broken?
    /// All has been looked at, or something is wrong.
    public internal(set) var isDone = false
    var hash: EventHash?

    public init() {}

    /// What is wrong with an entry.
    public struct Broken: Hashable, Sendable {
        /// Its number.
        public let sequence: Int64
        /// One sentence.
        public let text: String
    }

    /// The hash of the last entry looked at, in 64 hexadecimal digits.
    public var lastHash: String { hash?.hexadecimal ?? "" }
}
