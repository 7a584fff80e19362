// SPDX-License-Identifier: Apache-2.0
import CLinux
import Dispatch
import Quantities
import RealTime
import Synchronization

/// Measures how late this machine wakes a thread that stands where the daemon's real-time thread stands.
public struct LatencyMeasurement: Sendable {
    /// Between two wake-ups.
    public static let interval = Duration.millisecond

    public let figures: LatencyFigures
    /// 1 for SCHED_FIFO or -errno of the attempt.
    public let schedulingClass: Int32

    /// Wakes a thread of its own so many times, a millisecond apart; where one comes too late for the next, that one is
    /// left out. Memory is the caller's to lock. Holds the processors awake meanwhile, as the daemon does while it delivers,
    /// where that is permitted.
    ///
    /// - Parameter bound: What the figures are held against.
    public static func run(wakeUps: Int, bound: Duration) async -> LatencyMeasurement {
        let sample = Sample(capacity: max(1, wakeUps))
        let hold = try? LatencyHold()
        await withCheckedContinuation { continuation in
            let group = DedicatedThread.start(
                name: "cis-doctor", priority: ThreadPriority.realTime,
                obtained: { sample.schedulingClass.store($0, ordering: .releasing) }, body: { sample.take() })
            group.notify(queue: .global()) { continuation.resume() }
        }
        _ = consume hold
        return LatencyMeasurement(
            figures: LatencyFigures(samples: sample.latenesses, source: .measurement, bound: bound),
            schedulingClass: sample.schedulingClass.load(ordering: .acquiring))
    }

    /// Room for what the thread notes: made before it starts, read when it has ended.
    private final class Sample: @unchecked Sendable {
        let schedulingClass = Atomic<Int32>(0)
        private let noted: UnsafeMutableBufferPointer<Int64>

        init(capacity: Int) {
            noted = .allocate(capacity: capacity)
            noted.initialize(repeating: 0)
        }

        deinit { noted.deallocate() }

        var latenesses: [Duration] { noted.map { Duration(nanoseconds: $0) } }

        func take() {
            let interval = LatencyMeasurement.interval.nanoseconds
            var due = cisterna_monotonic_ns() + interval
            for place in noted.indices {
                _ = cisterna_sleep_until(due)
                let now = cisterna_monotonic_ns()
                noted[place] = now - due
                repeat { due += interval } while due <= now
            }
        }
    }
}
