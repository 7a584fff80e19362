// SPDX-License-Identifier: Apache-2.0

/// Which phases a bench goes through: each eighth migrates, the others take all the rest in turn.
struct KillPhases: Sendable {
    let only: KillPhase?
    let count: Int
    /// The bench's.
    let seed: UInt64

    /// In a random order, none twice before each was there once.
    func drawn(_ random: inout SeededNumbers) -> [KillPhase] {
        if let only { return Array(repeating: only, count: count) }
        guard !seed.isMultiple(of: 8) else { return Array(repeating: .migration, count: count) }
        var phases: [KillPhase] = []
        while phases.count < count {
            phases += KillPhase.allCases.filter { $0 != .migration }.shuffled(using: &random)
        }
        return Array(phases.prefix(count))
    }
}
