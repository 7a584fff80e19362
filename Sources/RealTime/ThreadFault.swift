// SPDX-License-Identifier: Apache-2.0
import CLinux
import Quantities
import Synchronization

/// A hang that a test asks of a thread, so that the watchdogs can be seen at work on the real program. Who may ask is the
/// service's affair: io.cisterna.Service.InjectFault.
public struct ThreadFault: ~Copyable, Sendable {
    /// CLOCK_MONOTONIC in nanoseconds until which the thread hangs; 0 for not at all.
    private let until = Atomic<Int64>(0)
    private let keepsRunning = Atomic<Bool>(false)

    public init() {}

    /// Asks for a hang until `end` (CLOCK_MONOTONIC).
    ///
    /// - Parameter keepsRunning: The thread spins, as in a loop without an end; else it is blocked, as by a lock.
    public func ask(until end: Instant, keepsRunning: Bool = false) {
        self.keepsRunning.store(keepsRunning, ordering: .relaxed)
        until.store(end.nanoseconds, ordering: .releasing)
    }

    /// Called by the thread itself, once in each of its rounds.
    @_noAllocation @_noLocks
    public func obey() {
        let end = until.load(ordering: .acquiring)
        guard end != 0 else { return }
        until.store(0, ordering: .relaxed)
        if keepsRunning.load(ordering: .relaxed) {
            cisterna_spin_until(end)
        } else {
            _ = cisterna_sleep_until(end)
        }
    }
}
