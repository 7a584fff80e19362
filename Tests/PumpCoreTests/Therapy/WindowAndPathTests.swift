// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TestSupport
import Testing

@Suite("Dose windows and the contents of the path")
struct WindowAndPathTests {
    private static func uL(_ microliters: Int64) -> Volume { Volume(picoliters: microliters * 1_000_000) }
    private static let dead = DeadVolume(volume: uL(100), uncertainty: uL(10))

    /// The most of slot 0 in one microlitre that leaves at a forward volume, in pg/uL.
    private static func highest(_ path: PathContents, at microliters: Int64, _ dead: DeadVolume = dead) -> Int64 {
        let mass = path.mostMass(
            ofSlot: 0, from: uL(microliters), to: uL(microliters + 1), through: dead)
        return Int64(mass / 1_000_000)
    }

    @Test("BR-D05: sums are those of every bucket that the window touches, over gaps and new spans", arguments: 0..<30)
    func windows(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        var windows = DoseWindows(at: .zero)
        var doses: [(at: Int64, mass: Int128)] = []
        var now = Instant.zero
        var span = Duration.day
        for _ in 0..<400 {
            let gap = [1_000, 60_000, 3_600_000, 100_000_000].randomElement(using: &random)!
            now = now + .millisecond * Int64.random(in: 0...Int64(gap), using: &random)
            windows.roll(to: now)
            let mass = Int128(Int64.random(in: 0...1_000_000_000_000, using: &random))
            windows.add(mass, ofSlot: 3)
            doses.append((now.nanoseconds, mass))
            if Int.random(in: 0..<10, using: &random) == 0 {
                span = .second * Int64.random(in: 1...86_400, using: &random)
                windows.setDemandSpan(span)
            }
            for (window, length) in [(DoseWindow.hour, Duration.hour), (.day, .day), (.demand, span)] {
                let bucket: Int64 = length <= .hour ? 60_000_000_000 : 300_000_000_000
                // A bucket counts whole while any part of it is inside: after the window's begin, rounded down to buckets.
                let touched = (length.nanoseconds + bucket - 1) / bucket
                let first = (now.nanoseconds / bucket - touched) * bucket
                let expected = doses.filter { $0.at >= first }.reduce(0) { $0 + $1.mass }
                #expect(windows.sum(window, ofSlot: 3) == expected)
                let inside = doses.filter { $0.at > now.nanoseconds - length.nanoseconds }.reduce(0) { $0 + $1.mass }
                #expect(windows.sum(window, ofSlot: 3) >= inside)
            }
            #expect(windows.sum(.day, ofSlot: 2) == 0)
        }
    }

    @Test("Time that would go back changes nothing")
    func back() {
        var windows = DoseWindows(at: .zero + .hour * 5)
        windows.add(7, ofSlot: 0)
        windows.roll(to: .zero)
        #expect(windows.sum(.hour, ofSlot: 0) == 7)
    }

    @Test(
        "BR-D05: a forecast forgets what was delivered just now once the window has passed", arguments: [0, 7])
    func justNow(minutesAgo: Int64) {
        let now = Instant.zero + .minute * 1_000
        for window in [DoseWindow.hour, .day] {
            var windows = DoseWindows(at: now - .minute * minutesAgo)
            windows.add(1_000_000_000, ofSlot: 0)
            windows.roll(to: now)
            var state = TherapyState()
            state.pumpTime = now
            state.path.declareFree(ofDrugAt: .zero, then: .drug(500_000))
            // A path free of drug: for three days nothing leaves the tip.
            let program = DeliveryProgram.therapy(.simpleContinuous, "0.024 mL/day").dead("72 uL")
            let forecast = DoseForecast(
                program: program, state: state, forwardVolume: .zero, maximumRate: program.maximumRate,
                strokeVolume: Volume(picoliters: 1))
            func peak(_ days: Int64) -> Int128 {
                forecast.peak(
                    of: window, slot: 0, windows: windows, path: state.path, schedule: FlexSchedule(),
                    horizon: .day * days
                ).mass
            }
            let held = windows.sum(window, ofSlot: 0)
            #expect(peak(2) == held)
            let later = forecast.peak(
                of: window, slot: 0, windows: DoseWindows(at: now), path: state.path, schedule: FlexSchedule(),
                horizon: .day * 4
            ).mass
            #expect(later > held && peak(4) == later)
        }
    }

    @Test("A plug is at the tip from the least dead volume on, up to the most beyond its successor's")
    func plugs() {
        var path = Restoration.path(of: 500).therapy.path
        path.enter(.drug(2_000), at: Self.uL(1_000))
        path.enter(.drug(2_000), at: Self.uL(1_050))
        path.enter(.drug(100), at: Self.uL(1_200))
        #expect(path.count == 3)
        let expected: [(Int64, Int64)] = [
            (0, 500), (1_089, 500), (1_090, 2_000), (1_200, 2_000), (1_309, 2_000), (1_310, 100), (9_000, 100),
        ]
        for (at, concentration) in expected { #expect(Self.highest(path, at: at) == concentration, "\(at)") }
        #expect(Self.highest(path, at: 0, DeadVolume()) == 2_000, "a dead volume that nobody stated")
        let flow = path.plugFlowMass(ofSlot: 0, from: Self.uL(1_099), to: Self.uL(1_101), through: Self.dead)
        #expect(flow == 2_500_000_000)
    }

    @Test("BR-D08: a path declared free counts nothing until its volume is through")
    func free() {
        var path = PathContents()
        path.enter(.drug(500), at: .zero)
        path.declareFree(ofDrugAt: Self.uL(40), then: .drug(500))
        #expect(Self.highest(path, at: 129) == 0)
        #expect(Self.highest(path, at: 130) == 500)
    }

    @Test("Unknown contents count at the highest of path and reservoir, before the declaration as after it")
    func unknown() {
        var path = PathContents()
        path.enter(.drug(500), at: .zero)
        #expect(Self.highest(path, at: 0) == 500)
        path.enter(.drug(2_000), at: Self.uL(10))
        #expect(Self.highest(path, at: 0) == 2_000)
        path.declareUnknown(at: Self.uL(20), then: .drug(2_000))
        path.enter(.drug(100), at: Self.uL(20))
        #expect(Self.highest(path, at: 20) == 2_000)
        #expect(Self.highest(path, at: 129) == 2_000)
        #expect(Self.highest(path, at: 130) == 100)
    }

    @Test("Uncertain volume lets every plug lag by it, and come no later than before")
    func widen() {
        var path = Restoration.path(of: 500).therapy.path
        path.enter(.drug(2_000), at: Self.uL(0))
        path.enter(.drug(100), at: Self.uL(50))
        path.widen(by: Self.uL(30))
        #expect(Self.highest(path, at: 90) == 2_000)
        #expect(Self.highest(path, at: 189) == 2_000)
        #expect(Self.highest(path, at: 190) == 100)
        path.enter(.drug(700), at: Self.uL(80))
        #expect(Self.highest(path, at: 170) == 2_000)
    }

    @Test("Where there is no room, the two nearest to the tip merge at the higher of each drug")
    func merge() {
        var path = PathContents()
        for index in 1...12 { path.enter(.drug(Int64(index * 10)), at: Self.uL(Int64(index))) }
        #expect(path.count == PathContents.capacity)
        #expect(Self.highest(path, at: 0) >= 50)
        #expect(Self.highest(path, at: 5_000) == 120)
    }

    @Test("What has surely left through the tip is forgotten, and nothing before that")
    func forget() {
        var path = Restoration.path(of: 500).therapy.path
        path.enter(.drug(100), at: Self.uL(50))
        path.forget(before: Self.uL(159), through: Self.dead)
        #expect(path.count == 2)
        path.forget(before: Self.uL(160), through: DeadVolume())
        #expect(path.count == 2)
        path.forget(before: Self.uL(160), through: Self.dead)
        #expect(path.count == 1)
        #expect(Self.highest(path, at: 160) == 100)
    }
}
