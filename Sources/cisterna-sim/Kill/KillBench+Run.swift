// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Glibc
import Varlink

/// The course of a kill: ready, act, die, look at what is on disk, start, look at what is said.
extension KillBench {
    /// Runs the kills of a bench, one after the other, up to the first violation.
    func run(_ phases: KillPhases) async {
        let drawn = phases.drawn(&random)
        // A record of an earlier schema takes the folder's place: such benches do nothing else.
        if drawn.first != .migration { await guarded { try await begin() } }
        for phase in drawn where figures.violations.isEmpty {
            self.phase = phase
            await guarded { phase == .migration ? try await migrate() : try await killOnce() }
        }
        await close()
    }

    private func killOnce() async throws {
        kill += 1
        try await makeReady()
        let copy = try plantBefore()
        let deed = try await act()
        figures.phases[phase, default: .init()].kills += 1
        try plantAfterKill(copy)
        try await checkRecord(after: deed)
        if phase == .startUp { try await killStarts() }
        let status = try await start()
        try await checkAnswers(status, after: deed)
    }

    /// Kills the start itself, up to three times: nothing moves, and what was uncertain stays on record or is counted.
    private func killStarts() async throws {
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            try launch()
            try await rest(upTo: 200_000_000)
            endDaemon(signal: SIGKILL)
            figures.phases[phase, default: .init()].kills += 1
            try checkRecordAfterStart()
        }
    }

    /// Stopped, without a refill under way or anything that keeps it from being resumed.
    private func makeReady() async throws {
        var status = try await status()
        if status.state == .failed {
            try await ask(.clearFailure, [:])
            status = try await self.status()
        }
        if let refill = status.refill { try await finishRefill(refill.step) }
        for alarm in status.alarms where !alarm.acknowledged {
            try await ask(.acknowledge, ["condition": .string(alarm.condition)])
        }
    }
}
