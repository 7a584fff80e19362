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
