// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// The benches that are still to be set up: each with a seed of its own and its share of the kills.
final class KillSupply: Sendable {
    /// So many kills a bench at most: what one leaves behind meets the next.
    private static let killsPerBench = 10

    private let rest: Mutex<(seed: UInt64, kills: Int)>

    init(seed: UInt64, kills: Int) { rest = Mutex((seed, kills)) }

    /// The next bench; nil when no kills are left.
    func next() -> (seed: UInt64, kills: Int)? {
        rest.withLock { rest in
            let share = min(rest.kills, Self.killsPerBench)
            guard share > 0 else { return nil }
            defer { rest = (rest.seed + 1, rest.kills - share) }
            return (rest.seed, share)
        }
    }
}
