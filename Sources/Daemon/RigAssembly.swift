// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import RealTime
import RigFile
import SimulatedRig

/// Makes of a rig file what each part of the program wants of it.
struct RigAssembly: Sendable {
    let description: RigDescription
    let speedUp: Int64

    var settings: RealTimeSettings {
        let mechanics = description.mechanics
        let microsteps = Double(mechanics.microsteps)
        var monostable = Duration.zero
        if case .gpio(let wiring) = description.hardware, wiring.lines.outputs[.heartbeat] != nil {
            monostable = wiring.driver.monostableSettle
        }
        return RealTimeSettings(
            lateEdgeBound: description.limits.lateEdge, enableSettle: mechanics.enableSettle,
            monostableSettle: monostable, speed: speedUp,
            motion: MotionProfile(
                cruise: Double(mechanics.strokeSpeed.millistepsPerSecond) / 1_000 * microsteps,
                acceleration: Double(mechanics.ramp.millistepsPerSecondSquared) / 1_000 * microsteps))
    }

    /// The physics in the simulation's own units.
    func parameters(_ physics: SimulatedPhysics) -> SimulatedRigParameters {
        var parameters = SimulatedRigParameters()
        let mechanics = description.mechanics
        parameters.pulsesPerFullStep = mechanics.microsteps
        parameters.fullStepsPerRevolution = mechanics.fullStepsPerRevolution
        parameters.revolutionPicoliters = Double(description.calibration.volumePerRevolution.picoliters)
        parameters.rollers = physics.rollers
        parameters.unevenness = Double(physics.unevenness.partsPerMillion) / 1e6
        parameters.compliance = Double(physics.compliance.picolitersPerKilopascal) / 1_000
        // A millilitre is 1e9 picolitres.
        parameters.resistance = Double(physics.catheterResistance.pascalSecondsPerMilliliter) / 1e9
        parameters.reservoirPicoliters = Double(physics.reservoirVolume.picoliters)
        parameters.tipPressure = Double(physics.csfMeanPressure.pascals)
        parameters.pulsation = Double(physics.csfPulsation.pascals)
        parameters.pressureNoise = Double(physics.pressureNoise.pascals)
        parameters.sampleInterval = physics.pressureSampleInterval
        parameters.rotorCountsPerRevolution = Int64(physics.rotorCountsPerRevolution)
        parameters.hasIndexMark = physics.hasIndexMark
        parameters.seed = UInt64(physics.seed)
        return parameters
    }
}
