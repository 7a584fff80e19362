// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// The background that a program will deliver if nobody interferes: for people to look ahead, the core decides anew at
/// every stroke.
public enum ProgramAhead {
    /// The rates from now on, each above no time: those of the bridge first, then those of the mode.
    ///
    /// - Parameters:
    ///   - state: Where the program stands in time; it counts as running.
    ///   - position: The forward volume of now.
    ///   - horizon: How far to look.
    public static func rates(
        of program: DeliveryProgram, _ schedule: FlexSchedule, from state: TherapyState, at position: Volume,
        for horizon: Duration
    ) -> [RateSegment] {
        var background = state.background
        var segments: [RateSegment] = []
        var time = state.pumpTime
        let end = time + horizon
        var before = position
        for index in 0..<program.bridge.count where time < end {
            let segment = program.bridge.segment(index)
            guard segment.end > before, let span = try? (segment.end - before).time(at: segment.rate) else { continue }
            let held = min(span, end - time)
            segments.append(RateSegment(rate: segment.rate, for: held))
            time = time + held
            before = segment.end
        }
        if !segments.isEmpty, background.staircaseFrom != nil { background.staircaseFrom = time }
        if background.staircaseFrom == nil { background.staircaseFrom = time }
        // A flex program of 336 changes a week, or doses a minute apart: what is further ahead than this is not shown.
        while time < end, segments.count < 10_000 {
            let next = background.segment(at: time, of: program, schedule)
            let until = min(next.until, end)
            guard until > time else { break }
            segments.append(RateSegment(rate: next.rate, for: until - time))
            time = until
        }
        return segments
    }

    /// How long until so much has been delivered, boluses of `extra` on average beside the background; nil where that never
    /// comes or lies beyond 292 years. What is left of a bridge counts as it is, what follows by the mean of its first week.
    public static func time(
        until volume: Volume, of program: DeliveryProgram, _ schedule: FlexSchedule, from state: TherapyState,
        at position: Volume, beside extra: FlowRate
    ) -> Duration? {
        var left = volume
        var passed = Duration.zero
        var before = position
        for index in 0..<program.bridge.count {
            let segment = program.bridge.segment(index)
            guard segment.end > before else { continue }
            let part = min(left, segment.end - before)
            guard let span = try? part.time(at: segment.rate) else { return nil }
            passed += span
            left -= part
            before = segment.end
            guard left > .zero else { return passed }
        }
        var later = state
        later.pumpTime = state.pumpTime + passed
        var mode = program
        mode.bridge = Bridge()
        let week = Duration.day * 7
        let delivered = rates(of: mode, schedule, from: later, at: before, for: week).reduce(Int128(0)) {
            $0 + Int128($1.rate.picolitersPerDay) * Int128($1.duration.nanoseconds)
        }
        let mean = FlowRate(picolitersPerDay: Int64(clamping: delivered / Int128(week.nanoseconds)))
        guard let all = try? mean.adding(extra), let rest = try? left.time(at: all),
            rest < Duration.max - passed
        else { return nil }
        return passed + rest
    }
}
