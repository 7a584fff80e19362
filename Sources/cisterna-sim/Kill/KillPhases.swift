// SPDX-License-Identifier: Apache-2.0

/// Which phases a bench goes through: of eight one migrates and one, whose rig lets the background resume, is stopped before
/// each kill; the others take all the rest in turn.
struct KillPhases: Sendable {
    let only: KillPhase?
    let count: Int
    /// The bench's.
    let seed: UInt64

    /// Whether the rig lets the background go on after a restart: then every kill follows a stop.
    var resumes: Bool { only == .stop || only == nil && seed % 8 == 4 }

    /// In a random order, none twice before each was there once.
    func drawn(_ random: inout SeededNumbers) -> [KillPhase] {
        if let only { return Array(repeating: only, count: count) }
        guard !seed.isMultiple(of: 8) else { return Array(repeating: .migration, count: count) }
        guard !resumes else { return Array(repeating: .stop, count: count) }
        var phases: [KillPhase] = []
        while phases.count < count {
            phases += KillPhase.allCases.filter { $0 != .migration && $0 != .stop }.shuffled(using: &random)
        }
        return Array(phases.prefix(count))
    }
}
