// SPDX-License-Identifier: Apache-2.0
import Doctor
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
    /// The histogram for percentiles; the bands exactly, since a histogram rounds.
    private struct Counts {
        // A minute is more than any wake-up that is still worth a number.
        var histogram = Histogram<UInt32>(highestTrackableValue: 60_000_000_000, numberOfSignificantValueDigits: .two)
        var bands = LatencyBands()

        func at(_ percentile: Double) -> Duration {
            guard bands.total > 0 else { return .zero }
            return Duration(nanoseconds: Int64(clamping: histogram.valueAtPercentile(percentile)))
        }

        var maximum: Duration { bands.total > 0 ? Duration(nanoseconds: Int64(clamping: histogram.max)) : .zero }
    }

    private let counts = Mutex(Counts())

    init(shared: UnsafeMutablePointer<SharedState>) { self.shared = shared }

    /// Takes what the real-time thread has told since.
    func collect() {
        counts.withLock { counts in
            while let telemetry = shared.pointee.telemetry.pop() {
                switch telemetry {
                case .wakeUp(let latency), .edge(let latency):
                    let nanoseconds = min(max(0, latency.nanoseconds), 60_000_000_000)
                    counts.histogram.record(UInt64(nanoseconds))
                    counts.bands.record(Duration(nanoseconds: nanoseconds))
                }
            }
        }
    }

    var figures: Figures {
        collect()
        return counts.withLock { Figures(p50: $0.at(50), p99: $0.at(99), maximum: $0.maximum) }
    }

    /// The same by bands, to be held against the rig's late-edge.
    func figures(bound: Duration) -> LatencyFigures {
        collect()
        return counts.withLock { counts in
            LatencyFigures(
                source: .record, bands: counts.bands, p50: counts.at(50), p99: counts.at(99), p999: counts.at(99.9),
                maximum: counts.maximum, bound: bound)
        }
    }
}
