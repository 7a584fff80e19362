// SPDX-License-Identifier: Apache-2.0

/// The record is not as it was written.
struct BrokenRecord: Error, Equatable {
    /// The first entry that does not fit; nil where the daemon names none.
    let sequence: Int64?
    let text: String
}
