// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import SimulatedRig

/// The reference head: 10 uL a revolution, 200 full steps, three rollers uneven by 15 %, strokes of ten full steps.
enum ReferenceHead {
    static func profile(pulsesPerFullStep: Int = 4, maximumRate: FlowRate = FlowRate(picolitersPerDay: 200_000_000_000))
        -> RigProfile
    {
        let volumes = SimulatedRig.stepVolumes(SimulatedRigParameters())
        guard let curve = VolumeCurve(stepVolumes: volumes.count, picoliters: { volumes[$0] }) else {
            preconditionFailure("the reference head's curve is a curve")
        }
        return RigProfile(
            pulsesPerFullStep: pulsesPerFullStep, curve: curve, strokeFullSteps: 10, minimumStrokeFullSteps: 4,
            maximumRate: maximumRate, rest: .hold, enableLead: .millisecond * 5,
            calibrationUncertainty: Ratio(partsPerMillion: 50_000))
    }

    /// A controller that delivers `rate`, its grant without end.
    static func delivering(_ rate: FlowRate, profile: RigProfile, at start: Instant) -> PumpController {
        var core = PumpController(profile: profile, at: start, restoring: Restoration(cleanFullStep: 0))
        _ = core.apply(.selfTest(SelfTestReport(failed: [])), number: 1)
        _ = core.apply(.grant(StepCount(pulses: .max / 4)), number: 2)
        let program = DeliveryProgram(
            revision: 1, mode: .simpleContinuous, rate: rate, maximumRate: .max, fillNumber: 1,
            fill: Volume(picoliters: 1_000_000_000_000_000), residual: .zero, lowReservoir: .zero)
        _ = core.apply(.commit(slot: 0), number: 3, program: program)
        _ = core.apply(.resume, number: 4)
        while core.nextEvent() != nil { core.removeEvent() }
        return core
    }
}
