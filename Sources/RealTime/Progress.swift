// SPDX-License-Identifier: Apache-2.0
import CLinux
import Quantities
import Synchronization

/// A thread's promise: by when it will have moved on. Whoever watches compares it with the clock; a thread that hangs
/// breaks its promise without doing anything.
public struct Progress: ~Copyable, Sendable {
    /// CLOCK_MONOTONIC in nanoseconds; `.max` while the thread promises nothing (not started, ended).
    private let promise = Atomic<Int64>(.max)
    private let reports = Atomic<Int64>(0)

    public init() {}

    /// Promises to report again by `deadline` (CLOCK_MONOTONIC), and counts this report.
    @_noAllocation @_noLocks
    public func report(nextBy deadline: Instant) {
        promise.store(deadline.nanoseconds, ordering: .releasing)
        reports.wrappingAdd(1, ordering: .relaxed)
    }

    /// When the next report is due (CLOCK_MONOTONIC).
    public var nextReportBy: Instant {
        @_noAllocation @_noLocks get { Instant(nanoseconds: promise.load(ordering: .acquiring)) }
    }

    /// Reports so far.
    public var count: Int64 { reports.load(ordering: .relaxed) }

    /// Whether the promise was kept so far, with `slack` for the watcher's own delay.
    @_noAllocation @_noLocks
    public func isKept(at now: Instant, slack: Duration) -> Bool { now <= nextReportBy + slack }
}
