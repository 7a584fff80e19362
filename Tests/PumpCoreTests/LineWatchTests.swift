// SPDX-License-Identifier: Apache-2.0
import Quantities
import Testing

@testable import PumpCore

/// Goal: what the pressure over the strokes says of a line. Method: readings computed from the closed form of an open, a
/// closed, an empty line, with noise of a fixed sequence.
@Suite("The line by its pressure")
struct LineWatchTests {
    /// A line at rest that gets a stroke every `interval` seconds.
    private struct Line {
        var watch: LineWatch
        let interval: Double
        /// Pascals a stroke lifts, and the seconds in which it goes.
        let jump: Double
        let timeConstant: Double
        var stroke = 0
        private var excess = 0.0
        private var noise: UInt64 = 7

        init(compliance: Double = 1_000, interval: Double, known share: Double = 1) {
            let resistance = 0.000_56
            watch = LineWatch(
                LineModel(compliance: compliance * share, resistance: resistance, noiseDensity: 90, stroke: 500_000),
                forward: 0)
            self.interval = interval
            jump = 500_000 / compliance
            timeConstant = resistance * compliance
        }

        private mutating func draw() -> Double {
            noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (Double(noise >> 40) / 16_777_216 - 0.5) * 30
        }

        /// A stroke takes a tenth of a second, and flows out as it comes.
        private mutating func flow(from: Double, to: Double, isOpen: Bool, isFed: Bool) {
            let steps = 16
            for step in 0..<steps {
                let time = from + (to - from) * (Double(step) + 0.5) / Double(steps)
                let span = (to - from) / Double(steps)
                if isFed, time < 0.1 { excess += jump * span / 0.1 }
                if isOpen { excess *= Decay.factor(span / timeConstant) }
            }
        }

        /// Strokes until something is found, `count` at most; how many there were with it.
        mutating func run(
            _ count: Int, isOpen: Bool = true, isFed: Bool = true, mean: Double = 1_733
        ) -> (finding: LineWatch.Finding, strokes: Int)? {
            for made in 1...count {
                stroke += 1
                let begin = Double(stroke) * interval
                let due = Instant(nanoseconds: Int64((begin + interval) * 1e9))
                watch.strokeBegins(at: Instant(nanoseconds: Int64(begin * 1e9)))
                var time = begin
                while time < begin + interval {
                    let next = Double(watch.nextReading(nextStroke: due).nanoseconds) * 1e-9
                    let end = Swift.min(Swift.max(next, time + 0.001), begin + interval)
                    flow(from: time - begin, to: end - begin, isOpen: isOpen, isFed: isFed)
                    time = end
                    let pressure = Int64(mean + excess + draw())
                    let finding = watch.read(
                        at: Instant(nanoseconds: Int64(time * 1e9)), pascals: pressure,
                        forward: (Int64(stroke) - 1) * 500_000 + Int64(Swift.min(1, (time - begin) / 0.1) * 500_000),
                        nextStroke: due)
                    if let finding { return (finding, made) }
                }
            }
            return nil
        }
    }

    @Test("An exponential by the four operations, against repeated roots of known ones")
    func decay() {
        #expect(Decay.factor(0) == 1 && Decay.factor(60) == 0)
        for (x, known) in [
            (1, 0.367_879_441_171), (0.5, 0.606_530_659_713), (10, 4.539_992_976e-5), (30.25, 7.287_7e-14),
        ] {
            #expect(abs(Decay.factor(x) - known) < 1e-5 * known, "\(x)")
        }
        for step in 1..<200 {
            let x = Double(step) / 10
            let half = Decay.factor(x / 2)
            #expect(abs(Decay.factor(x) - half * half) < 1e-8 * half * half, "\(x)")
        }
    }

    @Test("BR-W07: an open line is not taken for a closed one, at any rate", arguments: [1.8, 8.64, 86.4, 864])
    func open(interval: Double) {
        var line = Line(interval: interval)
        let quiet1 = line.run(250)
        #expect(quiet1 == nil)
        #expect(line.watch.windows > 100 && abs(line.watch.complianceShare - 1) < 0.05)
        #expect(!line.watch.complianceHasDrifted)
    }

    @Test(
        "BR-W07: a closed line is found within three strokes, whatever lies between them; at high rates within seven",
        arguments: [(1.8, 7), (8.64, 3), (86.4, 3), (864, 3)])
    func closed(interval: Double, strokes: Int) throws {
        for compliance in [100.0, 1_000] {
            var line = Line(compliance: compliance, interval: interval)
            let quiet2 = line.run(40)
            #expect(quiet2 == nil)
            let last = line.run(20, isOpen: false)
            let found = try #require(last)
            #expect(found.finding == .closed && found.strokes <= strokes, "\(found)")
            #expect(line.watch.clearUntil >= 39 * 500_000 && line.watch.clearUntil <= 41 * 500_000)
        }
    }

    @Test("BR-W07: also where the compliance is taken for 0.6 or 1.6 of what it is", arguments: [0.6, 1.6])
    func wrongCompliance(share: Double) {
        for compliance in [100.0, 1_000, 10_000] {
            var line = Line(compliance: compliance, interval: 86.4, known: share)
            let before = line.run(20)
            let found = line.run(20, isOpen: false)
            #expect(before == nil && found?.finding == .closed)
        }
    }

    @Test(
        "BR-W08: a compliance that has drifted is seen from the strokes, and taken for what it is",
        arguments: [0.6, 1.6])
    func drift(share: Double) {
        for compliance in [100.0, 1_000, 10_000] {
            var line = Line(compliance: compliance, interval: 43.2, known: share)
            let quiet3 = line.run(200)
            #expect(quiet3 == nil)
            #expect(line.watch.complianceHasDrifted, "\(compliance)")
            #expect(abs(line.watch.complianceShare * share - 1) < 0.1, "\(compliance): \(line.watch.complianceShare)")
        }
    }

    @Test(
        "BR-W10: strokes without a trace: nothing comes from the reservoir, or, where the pressure falls, it runs out")
    func empty() {
        var line = Line(interval: 86.4)
        let quiet4 = line.run(40)
        #expect(quiet4 == nil)
        var found = line.run(20, isFed: false)
        #expect(found?.finding == .unfilled)
        line = Line(interval: 86.4)
        let quiet5 = line.run(40)
        #expect(quiet5 == nil)
        found = line.run(20, isFed: false, mean: 0)
        #expect(found?.finding == .leaking)
    }

    @Test("BR-W07: two readings at the limit are enough, one is not")
    func limit() {
        var watch = Line(interval: 86.4).watch
        func read(_ second: Int64, _ pascals: Int64) -> LineWatch.Finding? {
            watch.read(
                at: .zero + .second * second, pascals: pascals, forward: 0, nextStroke: .distantFuture)
        }
        #expect(read(1, 1_733) == nil && read(2, 69_000) == nil && read(3, 1_733) == nil)
        #expect(read(4, 69_000) == nil && read(5, 69_001) == .pressureHigh)
    }

    @Test("A change of the far pressure by posture or height is nobody's occlusion, however it comes")
    func posture() {
        for (place, step) in [-4_900.0, -2_600, -500, 300, 500, 800, 2_600, 4_900].enumerated() {
            var line = Line(interval: 8.64)
            let quiet6 = line.run(30 + place)
            #expect(quiet6 == nil)
            let quiet7 = line.run(30, mean: 1_733 + step)
            #expect(quiet7 == nil, "\(step)")
            let quiet8 = line.run(30)
            #expect(quiet8 == nil)
        }
    }
}
