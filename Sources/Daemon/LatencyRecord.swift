// SPDX-License-Identifier: Apache-2.0
import Handover
import Histogram
import Quantities
import RealTime
import Synchronization

/// How late the real-time thread woke and its edges left. Recorded here and not there: a histogram allocates.
final class LatencyRecord: @unchecked Sendable {
    struct Figures: Sendable {
        var p50: Duration
        var p99: Duration
        var maximum: Duration
    }

    private let shared: UnsafeMutablePointer<SharedState>
    // A minute is more than any wake-up that is still worth a number.
    private let histogram = Mutex(
        Histogram<UInt32>(highestTrackableValue: 60_000_000_000, numberOfSignificantValueDigits: .two))

    init(shared: UnsafeMutablePointer<SharedState>) { self.shared = shared }

    /// Takes what the real-time thread has told since.
    func collect() {
        histogram.withLock { histogram in
            while let telemetry = shared.pointee.telemetry.pop() {
                switch telemetry {
                case .wakeUp(let latency), .edge(let latency):
                    histogram.record(UInt64(min(max(0, latency.nanoseconds), 60_000_000_000)))
                }
            }
        }
    }

    var figures: Figures {
        collect()
        return histogram.withLock { histogram in
            guard histogram.totalCount > 0 else { return Figures(p50: .zero, p99: .zero, maximum: .zero) }
            func at(_ percentile: Double) -> Duration {
                Duration(nanoseconds: Int64(clamping: histogram.valueAtPercentile(percentile)))
            }
            return Figures(p50: at(50), p99: at(99), maximum: Duration(nanoseconds: Int64(clamping: histogram.max)))
        }
    }
}
