// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TestSupport
import Testing

@Suite("Single bolus")
struct BolusTests {
    static let profile = RigProfile.reference()

    static func order(_ volume: Int64, seconds: Int64 = 60, identifier: Int64 = 1) -> Command {
        .bolus(BolusOrder(identifier: identifier, volume: Volume(picoliters: volume), duration: .second * seconds))
    }

    @Test("Ends within one full step of its volume, whatever the background", arguments: 0..<60)
    func volume(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let background = [0, 48_000_000, 500_000_000, 24_000_000_000, 100_000_000_000].randomElement(using: &random)!
        var pump = BenchPump()
        pump.commit(.random(rate: Int64(background), revision: 1, fill: 1))
        pump.apply(.resume)
        pump.run(Duration(nanoseconds: Int64.random(in: 0...600_000_000_000, using: &random)))
        let volume = Int64.random(in: Self.profile.minimumBolus.picoliters...20_000_000, using: &random)
        let duration = Int64.random(in: 1...7_200, using: &random)
        #expect(pump.apply(Self.order(volume, seconds: duration)) == .accepted)
        pump.run(.hour * 4)
        let (delivered, end) = try #require(pump.bolusEnds.first)
        #expect(end == .completed)
        #expect(delivered.picoliters <= volume)
        #expect(volume - delivered.picoliters < Self.profile.curve.largestStep.picoliters)
    }

    @Test("No stroke of a bolus alone is shorter than the minimum stroke", arguments: 0..<60)
    func minimumStroke(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed) &+ 900)
        var pump = BenchPump(rate: "0 mL/day")
        let volume = Int64.random(in: Self.profile.minimumBolus.picoliters...6_000_000, using: &random)
        pump.apply(Self.order(volume, seconds: Int64.random(in: 1...600, using: &random)))
        pump.run(.hour)
        let pulses = Int64(Self.profile.minimumStrokeFullSteps * Self.profile.pulsesPerFullStep)
        #expect(pump.strokes.allSatisfy { $0.pulses.pulses >= pulses })
        #expect(pump.strokes.allSatisfy { $0.pulses.pulses % Int64(Self.profile.pulsesPerFullStep) == 0 })
    }

    @Test("A whole bolus below the minimum is refused with the minimum, and changes nothing")
    func notDeliverable() {
        var pump = BenchPump(rate: "0.5 mL/day")
        let minimum = Self.profile.minimumBolus
        #expect(pump.apply(Self.order(minimum.picoliters - 1)) == .notDeliverable(minimum: minimum))
        #expect(pump.core.snapshot().bolus == nil)
        #expect(pump.apply(Self.order(minimum.picoliters)) == .accepted)
    }

    @Test("BR-D02: a clamp at the maximum rate lengthens a bolus and drops no dose")
    func clamp() throws {
        var pump = BenchPump(rate: "150 mL/day")
        #expect(pump.apply(Self.order(10_000_000, seconds: 1)) == .accepted)
        #expect(pump.core.snapshot().rate.description == "200 mL/day")
        // 50 mL/day are left for it: 17.28 s.
        pump.run(.second * 17)
        #expect(pump.bolusEnds.isEmpty)
        pump.run(.second * 2)
        let (delivered, _) = try #require(pump.bolusEnds.first)
        #expect(10_000_000 - delivered.picoliters < Self.profile.curve.largestStep.picoliters)
    }

    @Test("A second bolus, one in another state, one that the reservoir does not hold: refused")
    func refusals() throws {
        var pump = BenchPump()
        pump.commit(.continuous("0.5 mL/day", fill: "0.51 mL"))
        #expect(pump.apply(Self.order(1_000_000)) == .notInState(.stopped))
        pump.apply(.resume)
        #expect(pump.apply(Self.order(11_000_000)) == .beyondReservoir(remaining: try Volume(parsing: "10 uL")))
        #expect(pump.apply(Self.order(1_000_000)) == .accepted)
        #expect(pump.apply(Self.order(1_000_000, identifier: 2)) == .bolusActive)
        #expect(pump.commit(.continuous("0.5 mL/day", revision: 2)) == .bolusActive)
        #expect(pump.apply(.cancelBolus(identifier: 7)) == .noSuchBolus)
    }

    @Test("A stop ends the bolus with its account; resume restarts the background only")
    func stopEnds() throws {
        var pump = BenchPump(rate: "0.5 mL/day")
        pump.apply(Self.order(5_000_000, seconds: 100))
        pump.run(.second * 50)
        pump.apply(.stop(.operatorCall))
        let (delivered, end) = try #require(pump.bolusEnds.first)
        #expect(end == .stopped)
        #expect(delivered.picoliters > 1_500_000 && delivered.picoliters <= 2_500_000)
        pump.apply(.resume)
        #expect(pump.core.snapshot().bolus == nil)
        #expect(pump.core.snapshot().rate.description == "0.5 mL/day")
    }

    @Test("Cancelling lets the stroke in motion complete and drops the rest")
    func cancel() throws {
        var pump = BenchPump(rate: "0 mL/day")
        pump.apply(Self.order(5_000_000, seconds: 100))
        pump.run(.second * 50)
        #expect(pump.apply(.cancelBolus(identifier: 1)) == .accepted)
        pump.run(.hour)
        let (delivered, end) = try #require(pump.bolusEnds.first)
        #expect(end == .cancelled)
        #expect(delivered == pump.core.account.forwardVolume)
        #expect(delivered.picoliters <= 2_500_000)
    }
}
