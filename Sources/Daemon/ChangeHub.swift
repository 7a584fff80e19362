// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Tells every watcher that something has changed; what it is they read for themselves, so a slow one misses nothing but
/// intermediate states.
final class ChangeHub: Sendable {
    private struct State {
        var lastIdentifier = 0
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state = Mutex(State())

    /// A stream with an element for each change, or for several that came together.
    func changes() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let identifier = state.withLock { state in
            state.lastIdentifier += 1
            state.watchers[state.lastIdentifier] = continuation
            return state.lastIdentifier
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.watchers.removeValue(forKey: identifier) }
        }
        return stream
    }

    /// The same, and an element at once and then at least every so often.
    func changes(every interval: Duration) -> AsyncStream<Void> {
        let changes = changes()
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        continuation.yield()
        let following = Task {
            for await _ in changes { continuation.yield() }
            continuation.finish()
        }
        let ticking = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: interval)
                continuation.yield()
            }
        }
        continuation.onTermination = { _ in
            following.cancel()
            ticking.cancel()
        }
        return stream
    }

    func tell() {
        for watcher in state.withLock({ Array($0.watchers.values) }) { watcher.yield() }
    }

    func finish() {
        for watcher in state.withLock({ Array($0.watchers.values) }) { watcher.finish() }
    }
}
