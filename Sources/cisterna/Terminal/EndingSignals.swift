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
            let sources = numbers.map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { continuation.yield() }
                source.activate()
                return source
            }
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
