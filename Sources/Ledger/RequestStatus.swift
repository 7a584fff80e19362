// SPDX-License-Identifier: Apache-2.0

/// What the record knows of a request id.
public enum RequestStatus: Hashable, Sendable {
    /// It was not known; now its intent is on disk.
    case new
    /// It was begun with the same parameters and has no outcome on record: it runs, or a crash came between.
    case pending
    /// It was begun with the same parameters and came to this, JSON text verbatim.
    case done(outcome: String)
    /// It was begun with another method or other parameters.
    case conflict
}
