// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Synchronization

/// Commands on their way to the core and who waits for their outcome. An outcome is told once its event is on disk.
final class OutcomeBoard: Sendable {
    private struct State {
        var lastNumber: Int64
        var waiting: [Int64: CheckedContinuation<CommandOutcome?, Never>] = [:]
    }

    private let state: Mutex<State>

    /// Numbers continue after `lastNumber`, so that none is ever used twice on one record.
    init(after lastNumber: Int64) { state = Mutex(State(lastNumber: max(0, lastNumber))) }

    /// Sends a command under the next number, and waits for its outcome; nil where it could not be sent.
    func outcome(send: @Sendable (Int64) -> Bool) async -> CommandOutcome? {
        await withCheckedContinuation { continuation in
            let number = state.withLock { state in
                // Above zero: that is the real-time thread's own.
                state.lastNumber += 1
                state.waiting[state.lastNumber] = continuation
                return state.lastNumber
            }
            if !send(number) { take(number)?.resume(returning: nil) }
        }
    }

    /// Tells whoever waits.
    func settle(_ records: [EventRecord]) {
        for record in records {
            guard case .outcome(let number, let outcome) = record.event, number > 0 else { continue }
            take(number)?.resume(returning: outcome)
        }
    }

    private func take(_ number: Int64) -> CheckedContinuation<CommandOutcome?, Never>? {
        state.withLock { $0.waiting.removeValue(forKey: number) }
    }
}
