// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import SimulatedRig

@Suite("The simulated rig's physics")
struct SimulatedRigTests {
    @Test("A decaying exponential without a library, against the known one")
    func exponential() {
        for index in 0...2_000 {
            let x = Double(index) / 40
            let known = referenceDecay(x)
            #expect(abs(Decay.factor(x) - known) <= 1e-9 * known + 1e-300, "at \(x)")
        }
        #expect(Decay.factor(1_000) == 0)
    }

    /// e^-x by its series in a hundred terms of a halved argument: slow, and independent of the code under test.
    private func referenceDecay(_ x: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        let y = x / 64
        for n in 1..<100 {
            term *= y / Double(n)
            sum += term
        }
        var power = 1.0
        for _ in 0..<64 { power *= sum }
        return 1 / power
    }

    @Test("Hagen-Poiseuille: a catheter of 0.5 mm and 0.9 m has 587 kPa s/mL with water")
    func resistance() {
        let resistance = SimulatedRigParameters.resistance(innerDiameter: 0.000_5, length: 0.9, viscosity: 0.001)
        // 8 x 0.001 x 0.9 / (pi x (0.25e-3)^4) Pa s/m^3 = 5.867e11; a kPa s/mL is 1e9 of them.
        #expect(abs(resistance * 1e6 - 586.7) < 0.1)
    }

    @Test("A stroke raises the pressure by v/C, and it decays to the tip's with tau = RC")
    func decay() {
        var line = SimulatedLine(compliance: 1_000, resistance: 0.000_56, tip: 1_733)
        line.push(500_000)
        #expect(line.pressure == 2_233)
        line.pass(seconds: 0.56)
        #expect(abs(line.pressure - 1_733 - 500 / 2.718_281_828_459_045) < 1e-6)
        line.pass(seconds: 100)
        #expect(abs(line.delivered - 500_000) < 1e-3)
    }

    @Test("A closed line reaches a pressure after C dp / Q, and gives C dp when it opens")
    func closed() {
        var line = SimulatedLine(compliance: 1_000, resistance: 0.000_56, tip: 1_733)
        line.set(conductance: 0, leak: 0)
        // 0.5 mL/day in strokes of 0.5 uL, up to 69 kPa above: 69 uL, 138 strokes, 3.3 hours.
        var seconds = 0.0
        var strokes = 0
        while line.pressure < 1_733 + 69_000 {
            line.push(500_000)
            line.pass(seconds: 86.4)
            strokes += 1
            seconds += 86.4
        }
        #expect(strokes == 138 && abs(seconds - 69e6 / (0.5e9 / 86_400)) < 1)
        #expect(line.delivered == 0)
        line.set(conductance: 1 / 0.000_56, leak: 0)
        line.pass(seconds: 60)
        #expect(abs(line.delivered - 69e6) < 1)
    }

    @Test(
        "A pump lowered by 50 cm at 4 uL/h stops delivering for C dp / Q: some 40 min, as measured of one with such a line"
    )
    func lowered() {
        // Can J Anaesth 2002;49:1048: 38.4 min (7.3) of no delivery; 4.9 kPa swell a line of 0.52 uL/kPa by that much.
        var line = SimulatedLine(compliance: 520, resistance: 0.000_56, tip: 0)
        line.pass(seconds: 1)
        line.set(tip: 4_903)
        var minutes = 0.0
        while line.delivered < 0 || minutes == 0 {
            line.push(4e6 / 3_600)
            line.pass(seconds: 1)
            minutes += 1.0 / 60
        }
        #expect(abs(minutes - 38.4) < 7.3)
    }

    private func pulses(_ count: Int, _ rig: inout SimulatedRig, from start: Int64 = 0) -> RigInputs {
        var inputs = RigInputs()
        for pulse in 0..<count {
            _ = rig.pulse(at: Instant(nanoseconds: start + Int64(pulse) * 2_500_000))
            inputs.forwardSteps += StepCount(pulses: 1)
            rig.sample(at: Instant(nanoseconds: start + Int64(pulse) * 2_500_000), wantsReading: false, into: &inputs)
        }
        return inputs
    }

    @Test("What a revolution pumps is the head's volume, through an index mark, and all of it leaves the tip")
    func revolution() throws {
        let truth = SimulatedTruth()
        _ = SimulatedSafetyLines(truth: truth).setEnable(true)
        var still = SimulatedRigParameters()
        still.disturbances = .init()
        var rig = SimulatedRig(still, truth: truth, at: .zero)
        var inputs = pulses(800, &rig)
        #expect(abs(truth.pumped.picoliters - 10_000_000) <= 1)
        #expect(try #require(inputs.index).at == StepCount(pulses: 800))
        rig.sample(at: .zero + .minute, wantsReading: false, into: &inputs)
        #expect(abs(truth.delivered.picoliters - 10_000_000) < 100)
        #expect(try #require(inputs.rotor).counts == 1_000)
        #expect(abs(try #require(inputs.pressure).pressure.pascals - 1_733) < 600)
    }

    @Test("With the driver off a pulse moves nothing")
    func disabled() {
        let truth = SimulatedTruth()
        var rig = SimulatedRig(SimulatedRigParameters(), truth: truth, at: .zero)
        _ = pulses(40, &rig)
        #expect(truth.pumped == .zero && truth.pulses.pulses == 40 && truth.lostPulses.pulses == 40)
    }

    @Test("The same calls give the same readings; another seed gives others")
    func deterministic() {
        func readings(seed: UInt64) -> [Int64] {
            let truth = SimulatedTruth()
            _ = SimulatedSafetyLines(truth: truth).setEnable(true)
            var parameters = SimulatedRigParameters()
            parameters.seed = seed
            var rig = SimulatedRig(parameters, truth: truth, at: .zero)
            return (0..<20).map { round in
                let inputs = pulses(40, &rig, from: Int64(round) * 1_000_000_000)
                return inputs.pressure?.pressure.pascals ?? 0
            }
        }
        #expect(readings(seed: 3) == readings(seed: 3))
        #expect(readings(seed: 3) != readings(seed: 4))
    }
}
