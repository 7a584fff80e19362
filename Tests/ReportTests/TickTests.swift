// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Report

/// Goal: axes are written out at round places. Method: chosen ranges, and properties over generated ones.
@Suite("Ticks")
struct TickTests {
    private static func labels(_ scale: PlotAxis.Scale, _ range: ClosedRange<Double>, _ count: Int = 5) -> [String] {
        PlotTicks.ticks(scale, in: range, about: count).map(\.label)
    }

    @Test("Round numbers of a linear axis")
    func linear() {
        #expect(Self.labels(.linear, 0...10) == ["0", "2", "4", "6", "8", "10"])
        #expect(Self.labels(.linear, -0.3...0.25) == ["-0.2", "0.0", "0.2"])
        #expect(Self.labels(.linear, 0.00012...0.00019) == ["0.00012", "0.00014", "0.00016", "0.00018"])
        #expect(Self.labels(.linear, 0...5e9) == ["0", "1e+09", "2e+09", "3e+09", "4e+09", "5e+09"])
    }

    @Test("Powers of ten of a logarithmic axis, with what lies between where there are few")
    func logarithmic() {
        #expect(Self.labels(.logarithmic, 0.05...200) == ["0.1", "1", "10", "100"])
        #expect(Self.labels(.logarithmic, 1...30) == ["1", "2", "5", "10", "20"])
        #expect(Self.labels(.logarithmic, 1...1e12) == ["1", "1000", "1e+06", "1e+09", "1e+12"])
    }

    @Test("Hours with the day where it begins, days with the year, weeks on Mondays")
    func time() {
        let start = Sample.start.seconds
        let hours = PlotTicks.ticks(.time, in: start...start + 4 * 3_600, about: 5)
        #expect(hours.map(\.label) == ["23:00", "00:00", "01:00", "02:00"])
        #expect(hours.map(\.detail) == ["2026-11-21", "2026-11-22", nil, nil])
        let days = PlotTicks.ticks(.time, in: start...start + 5 * 86_400, about: 5)
        #expect(days.map(\.label) == ["11-22", "11-23", "11-24", "11-25", "11-26"])
        #expect(days.map(\.detail) == ["2026", nil, nil, nil, nil])
        let weeks = PlotTicks.ticks(.time, in: start...start + 30 * 86_400, about: 5)
        #expect(weeks.map(\.label) == ["11-23", "11-30", "12-07", "12-14", "12-21"])
        #expect(Self.labels(.time, start...start + 3) == ["22:30:00", "22:30:01", "22:30:02", "22:30:03"])
    }

    @Test("Ticks lie within, in order, evenly and no more than twice as many as asked for", arguments: 1...20)
    func properties(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<50 {
            let low = Double.random(in: -1e6...1e6, using: &random)
            let span = Double.random(in: 1e-3...1e6, using: &random)
            for scale in [PlotAxis.Scale.linear, .time] {
                let ticks = PlotTicks.ticks(scale, in: low...low + span, about: 6).map(\.value)
                let room = span * 1e-6
                #expect(ticks.allSatisfy { $0 >= low - room && $0 <= low + span + room } && ticks.count <= 12)
                let steps = zip(ticks, ticks.dropFirst()).map { $1 - $0 }
                #expect(steps.allSatisfy { $0 > 0 && abs($0 - steps[0]) < room + 1e-9 })
                if scale == .linear { #expect(ticks.count >= 2) }
            }
        }
    }
}
