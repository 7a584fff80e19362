// SPDX-License-Identifier: Apache-2.0
import CLinux
import Foundation
import Glibc
import Synchronization
import Varlink

/// A program that runs for this one and never outlives it, however this one ends.
///
/// A thread starts it, waits for it and reaps it; the kernel ends the child with that thread.
final class TetheredProcess: Sendable {
    private struct State {
        var child: pid_t?
        var status: Int32?
        var waiting: [Int: CheckedContinuation<Int32?, Never>] = [:]
        var waits = 0
    }

    private let state: Mutex<State>

    private init(child: pid_t) {
        state = Mutex(State(child: child))
    }

    /// - Parameters:
    ///   - arguments: Its name, looked for on the PATH, then what it takes.
    ///   - stream: Its standard input and output.
    /// - Throws: ``SystemCallError``.
    static func start(_ arguments: [String], stream: Int32) async throws -> TetheredProcess {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                var words: [UnsafePointer<CChar>?] = arguments.map { UnsafePointer(strdup($0)) } + [nil]
                var child: pid_t = 0
                let failure = cisterna_tethered_child_start(&words, stream, &child)
                for word in words { free(UnsafeMutablePointer(mutating: word)) }
                guard failure == 0 else {
                    continuation.resume(throwing: SystemCallError(call: "exec(\(arguments[0]))", errno: failure))
                    return
                }
                let process = TetheredProcess(child: child)
                continuation.resume(returning: process)
                _ = cisterna_tethered_child_wait(child)
                process.reap(child)
            }
        }
    }

    /// Asks it to end.
    func terminate() {
        // Only what is not reaped yet has its number for certain.
        state.withLock { state in
            if let child = state.child { _ = kill(child, SIGTERM) }
        }
    }

    /// How it has ended: its code, or 128 and a signal's number. Nil where it still runs after that time.
    func status(within time: Swift.Duration) async -> Int32? {
        await withCheckedContinuation { continuation in
            let ended: Int32?? = state.withLock { state in
                if let status = state.status { return status }
                state.waits += 1
                let number = state.waits
                state.waiting[number] = continuation
                Task { [self] in
                    try? await Task.sleep(for: time)
                    self.state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: nil)
                }
                return nil
            }
            if let ended { continuation.resume(returning: ended) }
        }
    }

    private func reap(_ child: pid_t) {
        let (status, waiting) = state.withLock { state in
            let status = cisterna_tethered_child_reap(child)
            state.child = nil
            state.status = status
            defer { state.waiting = [:] }
            return (status, state.waiting.values)
        }
        for continuation in waiting { continuation.resume(returning: status) }
    }
}
