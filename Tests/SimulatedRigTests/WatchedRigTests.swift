// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import SimulatedRig

/// Goal: the controller on the simulated rig sees its line as it is. Method: both without threads, every pulse and every
/// reading at its time, with rollers as uneven as the rig's.
@Suite("The controller watches the simulated rig")
struct WatchedRigTests {
    /// A controller on a rig that delivers.
    private struct Bench: ~Copyable {
        var core: PumpController
        var rig: SimulatedRig
        let truth = SimulatedTruth()
        var inputs = RigInputs()
        var outputs: RigOutputs
        var pulsesLeft: Int64 = 0
        var nextPulse = Instant.distantFuture
        var found: [Condition] = []

        init(_ parameters: SimulatedRigParameters, rate: Int64, knowsPhase: Bool) throws {
            _ = SimulatedSafetyLines(truth: truth).setEnable(true)
            rig = SimulatedRig(parameters, truth: truth, at: .zero)
            let volumes = SimulatedRig.stepVolumes(parameters)
            let curve = try #require(VolumeCurve(stepVolumes: volumes.count, picoliters: { volumes[$0] }))
            let line = LineModel(
                compliance: parameters.compliance, resistance: parameters.resistance,
                noiseDensity: parameters.pressureNoise * parameters.pressureNoise / 50, stroke: 500_000)
            let profile = RigProfile(
                pulsesPerFullStep: 4, curve: curve, strokeFullSteps: 10, minimumStrokeFullSteps: 4,
                maximumRate: FlowRate(picolitersPerDay: 200_000_000_000), rest: .hold, enableLead: .millisecond * 5,
                calibrationUncertainty: Ratio(partsPerMillion: 50_000), line: line)
            core = PumpController(
                profile: profile, at: .zero, restoring: Restoration(cleanFullStep: knowsPhase ? 0 : nil))
            _ = core.apply(.selfTest(SelfTestReport(failed: [])), number: 0)
            let program = DeliveryProgram(
                revision: 1, mode: .simpleContinuous, rate: FlowRate(picolitersPerDay: rate), maximumRate: .max,
                fillNumber: 1, fill: Volume(picoliters: 1_000_000_000_000_000), residual: .zero, lowReservoir: .zero)
            _ = core.apply(.commit(slot: 0), number: 0, program: program)
            _ = core.apply(.resume, number: 0)
            _ = core.apply(.grant(StepCount(pulses: .max / 4)), number: 0)
            while core.nextEvent() != nil { core.removeEvent() }
            outputs = core.advance(to: .zero, inputs: inputs)
        }

        mutating func run(for span: Duration) {
            let end = core.now + span
            while core.now < end, core.state == .delivering {
                let step = max(core.now, min(min(end, nextPulse), min(outputs.nextReading, outputs.nextDue)))
                rig.sample(at: step, wantsReading: outputs.nextReading <= step, into: &inputs)
                if nextPulse <= step {
                    _ = rig.pulse(at: step)
                    inputs.forwardSteps += StepCount(pulses: 1)
                    pulsesLeft -= 1
                    nextPulse = pulsesLeft > 0 ? step + Duration(nanoseconds: 2_500_000) : .distantFuture
                }
                advance(to: step)
            }
        }

        private mutating func advance(to step: Instant) {
            repeat {
                outputs = core.advance(to: step, inputs: inputs)
                if let stroke = outputs.stroke {
                    if pulsesLeft == 0 { nextPulse = core.now }
                    pulsesLeft += stroke.pulses.pulses
                }
                while let record = core.nextEvent() {
                    if case .conditionRaised(let condition) = record.event { found.append(condition) }
                    core.removeEvent()
                }
            } while outputs.reached < step
        }
    }

    @Test(
        "BR-W07: days of undisturbed delivery, with boluses, raise nothing",
        arguments: [50_000_000, 1_000_000_000, 7_000_000_000, 10_000_000_000, 15_000_000_000] as [Int64], [false, true])
    func quiet(rate: Int64, knowsPhase: Bool) throws {
        var parameters = SimulatedRigParameters()
        parameters.reservoirPicoliters = 1e15
        parameters.disturbances = FarPressure.Disturbances.bench
        var bench = try Bench(parameters, rate: rate, knowsPhase: knowsPhase)
        for round in 1...4 as ClosedRange<Int64> {
            bench.run(for: .hour * 3)
            let order = BolusOrder(
                identifier: round, volume: Volume(picoliters: 60_000_000), duration: .minute * 20 * round)
            let outcome = bench.core.apply(.bolus(order), number: 0)
            #expect(outcome == .accepted)
            bench.run(for: .hour * 2)
        }
        let (found, now) = (bench.found, bench.core.now)
        #expect(found.isEmpty, "at \(now)")
    }

    @Test(
        "BR-W07: a bolus that comes as fast as the head turns raises nothing, from rest and back",
        arguments: [(395, 10), (60, 60), (200, 3), (600, 10), (20, 1)] as [(Int64, Int64)],
        [100, 1_000, 10_000] as [Double])
    func boluses(bolus: (microliters: Int64, minutes: Int64), compliance: Double) throws {
        for seed in 1...4 as ClosedRange<UInt64> {
            var parameters = SimulatedRigParameters()
            parameters.reservoirPicoliters = 1e15
            parameters.disturbances.breath = (267, 267)
            parameters.compliance = compliance
            parameters.seed = seed
            var bench = try Bench(parameters, rate: 10_000_000, knowsPhase: seed % 2 == 0)
            for round in 1...6 as ClosedRange<Int64> {
                let order = BolusOrder(
                    identifier: round, volume: Volume(picoliters: bolus.microliters * 1_000_000),
                    duration: .minute * bolus.minutes)
                _ = bench.core.apply(.bolus(order), number: 0)
                bench.run(for: .minute * (bolus.minutes + 20))
            }
            let (found, now) = (bench.found, bench.core.now)
            #expect(found.isEmpty, "at \(now), seed \(seed)")
        }
    }
}
