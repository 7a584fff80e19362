// SPDX-License-Identifier: Apache-2.0

import NIOConcurrencyHelpers

/// What the test service did, and a gate at which its calls wait.
final class Probe: Sendable {
    private struct Watcher {
        let event: String
        let count: Int
        let resume: CheckedContinuation<Void, Never>

        func isReached(_ events: [String]) -> Bool {
            events.count { $0 == event } >= count
        }
    }

    private struct State {
        var events: [String] = []
        var watchers: [Watcher] = []
        var passes = 0
        var lastTicket = 0
        var cancelled: Set<Int> = []
        var waiting: [(ticket: Int, resume: CheckedContinuation<Void, any Error>)] = []
    }

    private let state = NIOLockedValueBox(State())

    var events: [String] { state.withLockedValue { $0.events } }

    func record(_ event: String) {
        let resumed = state.withLockedValue { state in
            state.events.append(event)
            let reached = state.watchers.filter { $0.isReached(state.events) }
            state.watchers.removeAll { $0.isReached(state.events) }
            return reached
        }
        for watcher in resumed { watcher.resume.resume() }
    }

    /// Waits until an event has been recorded so many times.
    func wait(for event: String, count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isReached = state.withLockedValue { state in
                let watcher = Watcher(event: event, count: count, resume: continuation)
                if watcher.isReached(state.events) { return true }
                state.watchers.append(watcher)
                return false
            }
            if isReached { continuation.resume() }
        }
    }

    /// Lets one call pass that waits at the gate, or the next one.
    func openGate() {
        let passed = state.withLockedValue { state -> CheckedContinuation<Void, any Error>? in
            guard !state.waiting.isEmpty else {
                state.passes += 1
                return nil
            }
            return state.waiting.removeFirst().resume
        }
        passed?.resume()
    }

    /// Waits at the gate; throws when the task is cancelled.
    func waitAtGate() async throws {
        let ticket = state.withLockedValue { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { enter(ticket, $0) }
        } onCancel: {
            let cancelled = state.withLockedValue { state -> CheckedContinuation<Void, any Error>? in
                guard let place = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
                    state.cancelled.insert(ticket)
                    return nil
                }
                return state.waiting.remove(at: place).resume
            }
            cancelled?.resume(throwing: CancellationError())
        }
    }

    private func enter(_ ticket: Int, _ continuation: CheckedContinuation<Void, any Error>) {
        let outcome = state.withLockedValue { state -> Result<Void, any Error>? in
            if state.cancelled.contains(ticket) { return .failure(CancellationError()) }
            if state.passes > 0 {
                state.passes -= 1
                return .success(())
            }
            state.waiting.append((ticket, continuation))
            return nil
        }
        if let outcome { continuation.resume(with: outcome) }
    }
}
