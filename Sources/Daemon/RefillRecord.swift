// SPDX-License-Identifier: Apache-2.0
import Therapy

/// A refill under way as the record keeps it.
struct RefillRecord: Codable, Equatable {
    static let name = "refill"

    var refill: Refill
    /// The revision in force when it was begun: a later one is its own.
    let begunUnder: Int64
}
