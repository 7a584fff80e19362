// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The forward volume as it will be if rates hold as expected: exact, in picolitres times nanoseconds a day, which is what
/// a rate times a time comes to.
struct VolumeAhead {
    private struct Leg {
        let start: Int64
        let end: Int64
        let position: Int128
        let rate: Int64
    }

    private static let day = Int128(Duration.day.nanoseconds)
    /// A thousand times what any rig file may promise; within it no product leaves 128 bits.
    private static let fastest: Int64 = 100_000_000_000_000_000

    private var legs: [Leg] = []
    private let start: Int128

    /// Up to when rates are known.
    var end: Duration { Duration(nanoseconds: legs.last?.end ?? 0) }
    /// When a rate begins, in order, 0 included.
    var changes: [Duration] { legs.map { Duration(nanoseconds: $0.start) } }

    init(from position: Volume, segments: [RateSegment]) {
        start = Int128(position.picoliters) * Self.day
        var time: Int64 = 0
        var reached = start
        for segment in segments where segment.duration > .zero {
            let (sum, overflow) = time.addingReportingOverflow(segment.duration.nanoseconds)
            let end = overflow ? Int64.max : sum
            let rate = min(segment.rate.picolitersPerDay, Self.fastest)
            legs.append(Leg(start: time, end: end, position: reached, rate: rate))
            reached += Int128(rate) * Int128(end - time)
            time = end
        }
    }

    /// The rate from a time on; that of the last segment at its end.
    func rate(at time: Duration) -> FlowRate {
        let leg = legs.first { time.nanoseconds < $0.end } ?? legs.last
        return FlowRate(picolitersPerDay: leg?.rate ?? 0)
    }

    /// The forward volume at a time within ``end``, rounded down.
    func position(at time: Duration) -> Volume {
        guard let leg = legs.last(where: { $0.start <= time.nanoseconds }) else { return volume(start) }
        return volume(leg.position + Int128(leg.rate) * Int128(time.nanoseconds - leg.start))
    }

    /// The first time at which the forward volume is `volume`, rounded up; nil where it is not reached.
    func time(reaching volume: Int128) -> Duration? {
        let goal = volume * Self.day
        if goal <= start { return .zero }
        for leg in legs where leg.rate > 0 {
            let missing = WideArithmetic.divide(goal - leg.position, by: Int128(leg.rate), rounding: .up)
            if missing <= Int128(leg.end - leg.start) { return Duration(nanoseconds: leg.start + Int64(missing)) }
        }
        return nil
    }

    private func volume(_ integral: Int128) -> Volume {
        Volume(picoliters: Int64(clamping: WideArithmetic.divide(integral, by: Self.day, rounding: .down)))
    }
}
