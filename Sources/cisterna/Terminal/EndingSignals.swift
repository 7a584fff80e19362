// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Glibc

/// Catches the signals that end a program, so that it can tidy up or say what it leaves behind. From its making until
/// nobody waits any more; then they end the program again.
struct EndingSignals: Sendable {
    private let arrivals: AsyncStream<Void>

    /// What the parent ignores stays ignored, as for every job in the background.
    init() {
        arrivals = AsyncStream<Void> { continuation in
            let numbers = [SIGINT, SIGTERM, SIGHUP].filter { !Self.isIgnored($0) }
            // A queue of its own always has a thread, also while this one waits.
            let queue = DispatchQueue(label: "signals")
            let registered = DispatchGroup()
            let sources = numbers.map { number in
                let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
                source.setEventHandler { continuation.yield() }
                registered.enter()
                source.setRegistrationHandler { registered.leave() }
                source.activate()
                return source
            }
            // Until then a signal ends the program, as ever; from then on it is Dispatch's own handler that takes it. To
            // ignore it in between would lose one.
            registered.wait()
            nonisolated(unsafe) let kept = sources
            continuation.onTermination = { _ in
                for source in kept { source.cancel() }
                for number in numbers { signal(number, SIG_DFL) }
            }
        }
    }

    /// Returns when one of them arrives, or the task is cancelled.
    func wait() async {
        for await _ in arrivals { return }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }
}
