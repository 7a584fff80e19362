// SPDX-License-Identifier: Apache-2.0

/// What kept a test from going on.
struct TestFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
