// SPDX-License-Identifier: Apache-2.0

/// A file that could not be written.
struct NotWritten: Error, Equatable {
    let path: String
    /// The call that failed.
    let call: String
    let errno: Int32
}
