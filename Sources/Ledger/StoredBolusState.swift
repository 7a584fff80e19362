// SPDX-License-Identifier: Apache-2.0

/// Where a bolus stands on record; the raw values are the record's own words.
public enum StoredBolusState: String, Hashable, Sendable, CaseIterable {
    /// On disk; the core has not said that it began.
    case ordered
    /// Begun; one that waits for a demand bolus to end is still running.
    case running
    case completed
    case cancelled
    case stopped
    /// A dose window was full.
    case limited
    /// The end of a session cut it short.
    case interrupted
    /// The core did not take it: nothing was delivered.
    case refused

    /// Whether more of it may still be delivered.
    public var isOpen: Bool { self == .ordered || self == .running }
}
