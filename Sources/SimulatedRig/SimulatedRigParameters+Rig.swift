// SPDX-License-Identifier: Apache-2.0
import Quantities
import RigFile

extension SimulatedRigParameters {
    /// The physics of a rig file in the simulation's own units.
    public init(_ rig: RigDescription, _ physics: SimulatedPhysics) {
        let mechanics = rig.mechanics
        pulsesPerFullStep = mechanics.microsteps
        fullStepsPerRevolution = mechanics.fullStepsPerRevolution
        revolutionPicoliters = Double(rig.calibration.volumePerRevolution.picoliters)
        rollers = physics.rollers
        unevenness = Double(physics.unevenness.partsPerMillion) / 1e6
        compliance = Double(physics.compliance.picolitersPerKilopascal) / 1_000
        // A millilitre is 1e9 picolitres.
        resistance = Double(physics.catheterResistance.pascalSecondsPerMilliliter) / 1e9
        reservoirPicoliters = Double(physics.reservoirVolume.picoliters)
        tipPressure = Double(physics.csfMeanPressure.pascals)
        disturbances = FarPressure.Disturbances(physics)
        pressureNoise = Double(physics.pressureNoise.pascals)
        sampleInterval = physics.pressureSampleInterval
        rotorCountsPerRevolution = Int64(physics.rotorCountsPerRevolution)
        hasIndexMark = physics.hasIndexMark
        seed = UInt64(physics.seed)
        if let its = physics.sensors[.pressure] {
            pressureSensor = SimulatedSensorParameters(its)
            // Its wandering is made where its noise is.
            pressureSensor.drift = 0
        }
        inlet = physics.sensors[.inlet].map(SimulatedSensorParameters.init)
        level = physics.sensors[.level].map(SimulatedSensorParameters.init)
        balance = physics.sensors[.outflow].map(SimulatedSensorParameters.init)
        temperature = physics.sensors[.temperature].map(SimulatedSensorParameters.init)
        supply = physics.sensors[.supply].map(SimulatedSensorParameters.init)
        evaporation = Double(physics.evaporation.picolitersPerDay) / 24
        dropVolume = Double(physics.dropVolume.picoliters)
        script = physics.script + Self.drawn(perDay: physics.faultsPerDay, seed: seed)
    }

    /// Faults at random times of the first thirty days, by the seed.
    static func drawn(perDay count: Int64, seed: UInt64) -> [ScriptedFault] {
        var chance = SimulatedNoise(seed: seed &+ 3)
        let all = SimulatedFault.all
        return (0..<30 * count).map { _ in
            let after = Int64(chance.uniform() * 30 * 86_400)
            let fault = all[Int(chance.uniform() * Double(all.count))]
            let span = 1 + Int64(chance.uniform() * 3_600)
            return ScriptedFault(after: .second * after, FaultOrder(fault, for: .second * span))
        }
    }

    /// Where the rotor of a rig that was never turned stands, in pulses from the index mark.
    public var firstPlace: Int { Int(seed % UInt64(fullStepsPerRevolution)) * pulsesPerFullStep }
}

extension FarPressure.Disturbances {
    /// What the rig file says of the space that the tip lies in.
    init(_ physics: SimulatedPhysics) {
        self.init(heart: Double(physics.csfPulsation.pascals))
        let breathing = Double(physics.csfRespiration.pascals)
        breath = (breathing, breathing)
        posturesPerHour = Double(physics.posturesPerHour)
        posture = Double(physics.posture.pascals)
        heightsPerDay = Double(physics.heightsPerDay)
        height = Double(physics.height.pascals)
        drift = Double(physics.pressureDrift.pascals)
        furthestDrift = 5 * drift
    }
}

extension SimulatedSensorParameters {
    init(_ its: SensorDescription) {
        self.init(
            interval: its.interval, noise: Double(its.noise), offset: Double(its.offset), drift: Double(its.drift),
            resolution: Double(its.resolution), dropout: Double(its.dropout.partsPerMillion) / 1e6,
            delay: Double(its.delay.nanoseconds) * 1e-9, settling: Double(its.settling.nanoseconds) * 1e-9)
    }
}
