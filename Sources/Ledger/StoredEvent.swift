// SPDX-License-Identifier: Apache-2.0
import Quantities
import Transcript

/// An entry of the record.
public struct StoredEvent: Hashable, Sendable {
    /// Counts the entries from 1 without a gap.
    public let sequence: Int64
    /// The core's own number of the event; nil for what is not of the core.
    public let coreSequence: Int64?
    /// When the core decided it, by the rig clock; nil for what is not of the core.
    public let rigClock: Instant?
    /// When it went into the record.
    public let at: LedgerTime
    public let kind: String
    public let severity: Severity
    /// JSON text.
    public let payload: String
    /// Ids of the requirements that it is evidence for.
    public let requirements: [String]
    /// SHA-256 over the hash of the entry before and this one, in hexadecimal.
    public let hash: String
}
