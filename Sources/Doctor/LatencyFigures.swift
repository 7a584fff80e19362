// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Quantities

/// How late a real-time thread woke, and what that means for a bound.
public struct LatencyFigures: Sendable, Hashable {
    public let source: LatencySourceWord
    public let bands: LatencyBands
    public let p50: Duration
    public let p99: Duration
    public let p999: Duration
    public let maximum: Duration
    /// The rig's late-edge.
    public let bound: Duration

    public init(
        source: LatencySourceWord, bands: LatencyBands, p50: Duration, p99: Duration, p999: Duration,
        maximum: Duration, bound: Duration
    ) {
        self.source = source
        self.bands = bands
        self.p50 = p50
        self.p99 = p99
        self.p999 = p999
        self.maximum = maximum
        self.bound = bound
    }

    /// Of single wake-ups, in any order.
    public init(samples: [Duration], source: LatencySourceWord, bound: Duration) {
        let sorted = samples.sorted()
        /// The smallest that is not exceeded by so many of ten thousand.
        func at(_ tenThousandths: Int) -> Duration {
            guard !sorted.isEmpty else { return .zero }
            let rank = (sorted.count * tenThousandths + 9_999) / 10_000
            return max(.zero, sorted[max(1, rank) - 1])
        }
        var bands = LatencyBands()
        for sample in sorted { bands.record(sample) }
        self.init(
            source: source, bands: bands, p50: at(5_000), p99: at(9_900), p999: at(9_990), maximum: at(10_000),
            bound: bound)
    }

    public var wakeUps: Int64 { bands.total }

    /// Good where 99.9th percentile and worst lie below a quarter of the bound, a notice where the worst lies below the
    /// bound, bad from there on; unknown without a wake-up.
    public var verdict: VerdictWord {
        guard wakeUps > 0 else { return .unknown }
        guard maximum < bound else { return .bad }
        let quarter = Duration(nanoseconds: bound.nanoseconds / 4)
        return p999 < quarter && maximum < quarter ? .good : .notice
    }

    /// As the control interface has it.
    public var message: LatencyMessage {
        let all = Int128(max(1, wakeUps))
        return LatencyMessage(
            source: source, verdict: verdict, wakeUps: wakeUps, p50Nanoseconds: p50.nanoseconds,
            p99Nanoseconds: p99.nanoseconds, p999Nanoseconds: p999.nanoseconds,
            maximumNanoseconds: maximum.nanoseconds, lateEdgeBoundNanoseconds: bound.nanoseconds,
            bands: bands.counts.enumerated().map { place, count in
                LatencyBandMessage(
                    upToNanoseconds: place < LatencyBands.ends.count ? LatencyBands.ends[place].nanoseconds : nil,
                    count: count, shareMicro: Int64(Int128(count) * 1_000_000 / all))
            })
    }
}
