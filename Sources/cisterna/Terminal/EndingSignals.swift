// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Glibc

/// Turns the signals that end a program into the end of a wait, so that the program can tidy up first.
enum EndingSignals {
    /// Returns when one of them arrives. What the parent ignores stays ignored, as for every job in the background.
    static func wait() async {
        let arrivals = AsyncStream<Void> { continuation in
            let sources = [SIGINT, SIGTERM, SIGHUP].filter { !isIgnored($0) }.map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { continuation.yield() }
                source.activate()
                return source
            }
            nonisolated(unsafe) let kept = sources
            continuation.onTermination = { _ in for source in kept { source.cancel() } }
        }
        for await _ in arrivals { return }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }
}
