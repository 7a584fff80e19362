// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import RigFile

/// The physics of a simulated rig, in SI-derived units that say so in their names. Not what the controller believes: what
/// is. A head may differ from its calibration.
public struct SimulatedRigParameters: Sendable {
    /// STEP pulses a full step, as the driver is set.
    public var pulsesPerFullStep = 4
    public var fullStepsPerRevolution = 200
    /// What the head really delivers in a revolution, in picolitres.
    public var revolutionPicoliters = 10_000_000.0
    public var rollers = 3
    /// How far a full step's volume strays from the mean at most, as a share: rollers leaving the tube.
    public var unevenness = 0.15
    /// What the line swells by, in picolitres a pascal. 0.001 mL/kPa is 1,000.
    public var compliance = 1_000.0
    /// The catheter's resistance in pascal-seconds a picolitre. 560 kPa s/mL (0.5 mm x 0.9 m) is 0.00056.
    public var resistance = 0.000_56
    /// What is in the reservoir at the start, in picolitres.
    public var reservoirPicoliters = 20_000_000_000.0
    /// Mean pressure at the catheter's tip, in pascals. 13 mmHg is 1,733.
    public var tipPressure = 1_733.0
    /// What goes on at the tip besides. By default the heart's 2 mmHg, peak to peak.
    package var disturbances = FarPressure.Disturbances(heart: 267)
    /// Standard deviation of one conversion of the pressure sensor, in pascals. 0.5 mmHg is 67.
    public var pressureNoise = 67.0
    public var sampleInterval: Duration = .millisecond * 500
    public var rotorCountsPerRevolution: Int64 = 1_000
    /// What the reservoir's side swells by, in picolitres a pascal: how fast a closed one draws a vacuum.
    public var inletCompliance = 50.0
    /// Of the surroundings, in degrees Celsius, and of the supply, in volts.
    public var ambientTemperature = 22.0
    public var supplyVoltage = 24.0
    /// What evaporates under the balance, in picolitres an hour, and what a drop holds before it falls; 0 under oil.
    public var evaporation = 0.0
    public var dropVolume = 0.0
    /// The sensors besides pressure and rotor; nil where none is fitted.
    public var inlet: SimulatedSensorParameters?
    public var level: SimulatedSensorParameters?
    public var balance: SimulatedSensorParameters?
    public var temperature: SimulatedSensorParameters?
    public var supply: SimulatedSensorParameters?
    /// Of the pressure sensor besides its noise and interval, which are above.
    public var pressureSensor = SimulatedSensorParameters()
    /// What goes wrong when.
    public var script: [ScriptedFault] = []
    public var hasIndexMark = true
    public var seed: UInt64 = 1

    public init() {}

    /// The resistance of a round catheter in pascal-seconds a picolitre, by Hagen-Poiseuille: 8 mu l / (pi r^4).
    /// `viscosity` in pascal-seconds (water at 20 °C: 0.001), lengths in metres.
    public static func resistance(innerDiameter: Double, length: Double, viscosity: Double) -> Double {
        let radius = innerDiameter / 2
        let perCubicMetre = 8 * viscosity * length / (Double.pi * radius * radius * radius * radius)
        // A picolitre is 1e-15 cubic metres.
        return perCubicMetre * 1e-15
    }
}
