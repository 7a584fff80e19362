// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Synchronization

/// Commands on their way to the core and who waits for their outcome. An outcome is told once its event is on disk.
final class OutcomeBoard: Sendable {
    private struct State {
        var lastNumber: Int64
        var waiting: [Int64: CheckedContinuation<CommandOutcome, Never>] = [:]
    }

    private let state: Mutex<State>

    init() { state = Mutex(State(lastNumber: 0)) }

    /// The next command's number; above zero, which is the real-time thread's own.
    func nextNumber() -> Int64 {
        state.withLock {
            $0.lastNumber += 1
            return $0.lastNumber
        }
    }

    /// Runs `send` and waits for the outcome of command `number`.
    func outcome(of number: Int64, send: () -> Void) async -> CommandOutcome {
        await withCheckedContinuation { continuation in
            state.withLock { $0.waiting[number] = continuation }
            send()
        }
    }

    /// Tells whoever waits.
    func settle(_ records: [EventRecord]) {
        for record in records {
            guard case .outcome(let number, let outcome) = record.event, number > 0 else { continue }
            state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: outcome)
        }
    }
}
