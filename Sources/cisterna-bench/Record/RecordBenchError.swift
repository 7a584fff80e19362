// SPDX-License-Identifier: Apache-2.0

/// What keeps a benchmark of the record from its figures.
struct RecordBenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
