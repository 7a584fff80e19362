// SPDX-License-Identifier: Apache-2.0

/// Kills by the thousand: benches one after the other in each of several workers.
struct KillCampaign: Sendable {
    let count: Int
    let seed: UInt64
    let jobs: Int
    /// Nil for all phases.
    let phase: KillPhase?
    let plant: KillPlant?
    /// The folder of the programs.
    let programs: String
    /// Where the benches' folders lie.
    let folder: String
    /// Where the lines to the rigs lie.
    let memory: String

    func run() async throws -> KillFigures {
        let supply = KillSupply(seed: seed, kills: count)
        return try await withThrowingTaskGroup(of: KillFigures.self) { group in
            for _ in 0..<jobs { group.addTask { try await work(supply) } }
            var sum = KillFigures()
            for try await figures in group { sum.add(figures) }
            return sum
        }
    }

    private func work(_ supply: KillSupply) async throws -> KillFigures {
        var figures = KillFigures()
        while figures.violations.isEmpty, let next = supply.next() {
            let phases = KillPhases(only: phase, count: next.kills, seed: next.seed)
            let bench = try await KillBench(
                seed: next.seed, resumes: phases.resumes, programs: programs, parent: folder, memory: memory,
                plant: plant)
            await bench.run(phases)
            figures.add(await bench.figures)
        }
        return figures
    }
}
