// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import SimulatedRig

/// A controller on a simulated rig, without threads: every pulse and every reading at its time.
struct PumpOnRig: ~Copyable {
    var core: PumpController
    var rig: SimulatedRig
    let truth = SimulatedTruth()
    var inputs = RigInputs()
    var outputs: RigOutputs
    private var pulsesLeft: Int64 = 0
    private var nextPulse = Instant.distantFuture
    private let lines: SimulatedSafetyLines
    var found: [Condition] = []
    var events: [Event] = []

    init(_ parameters: SimulatedRigParameters, rate: Int64, knowsPhase: Bool, sensors: SensorSet = SensorSet()) throws {
        lines = SimulatedSafetyLines(truth: truth)
        _ = lines.setEnable(true)
        rig = SimulatedRig(parameters, truth: truth, at: .zero)
        let volumes = SimulatedRig.stepVolumes(parameters)
        let curve = try #require(VolumeCurve(stepVolumes: volumes.count, picoliters: { volumes[$0] }))
        let line = LineModel(
            compliance: parameters.compliance, resistance: parameters.resistance,
            noiseDensity: parameters.pressureNoise * parameters.pressureNoise / 50, stroke: 500_000)
        let profile = RigProfile(
            pulsesPerFullStep: 4, curve: curve, strokeFullSteps: 10, minimumStrokeFullSteps: 4,
            maximumRate: FlowRate(picolitersPerDay: 200_000_000_000), rest: .hold, enableLead: .millisecond * 5,
            calibrationUncertainty: Ratio(partsPerMillion: 50_000), line: line, sensors: sensors)
        core = PumpController(
            profile: profile, at: .zero, restoring: Restoration(cleanFullStep: knowsPhase ? 0 : nil))
        _ = core.apply(.selfTest(SelfTestReport(failed: [])), number: 0)
        let program = DeliveryProgram(
            revision: 1, mode: .simpleContinuous, rate: FlowRate(picolitersPerDay: rate), maximumRate: .max,
            fillNumber: 1, fill: Volume(picoliters: Int64(parameters.reservoirPicoliters)),
            residual: Volume(picoliters: 100_000_000), lowReservoir: Volume(picoliters: 1_000_000_000))
        _ = core.apply(.commit(slot: 0), number: 0, program: program)
        _ = core.apply(.resume, number: 0)
        _ = core.apply(.grant(StepCount(pulses: .max / 4)), number: 0)
        while core.nextEvent() != nil { core.removeEvent() }
        outputs = core.advance(to: .zero, inputs: inputs)
    }

    /// Stops it, and the emitter with it.
    mutating func stop() {
        _ = core.apply(.stop(.operatorCall), number: 0)
        advance(to: core.now)
    }

    /// While it delivers; with `always` through everything.
    mutating func run(for span: Duration, always: Bool = false) {
        let end = core.now + span
        while core.now < end, always || core.state == .delivering {
            // A sensor that is silent is not asked again at once.
            let wanted = outputs.nextReading > core.now ? outputs.nextReading : core.now + .millisecond * 20
            let reading = min(wanted, rig.nextSample(after: core.now))
            let step = max(core.now, min(min(end, nextPulse), min(reading, outputs.nextDue)))
            rig.sample(at: step, wantsReading: outputs.nextReading <= step, into: &inputs)
            if nextPulse <= step, !inputs.lines.holdBackEdges {
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
            _ = lines.setEnable(outputs.driverEnabled)
            if outputs.halt {
                pulsesLeft = 0
                nextPulse = .distantFuture
            }
            if let stroke = outputs.stroke {
                if pulsesLeft == 0 { nextPulse = core.now }
                pulsesLeft += stroke.pulses.pulses
            }
            while let record = core.nextEvent() {
                if case .conditionRaised(let condition) = record.event { found.append(condition) }
                events.append(record.event)
                core.removeEvent()
            }
        } while outputs.reached < step
    }
}
