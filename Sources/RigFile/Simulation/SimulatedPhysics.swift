// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TOMLDocument

/// What the tables of a simulated rig say of its physics. Every key has a default: the reference head and a lumbar
/// catheter.
public struct SimulatedPhysics: Sendable, Hashable {
    /// `[simulation] seed`, default 1: all that is random follows from it.
    public let seed: Int64
    /// `[head] unevenness`, 0 to 70 %, default 15 %: how far the volume over phase swings to either side of its mean.
    public let unevenness: Ratio
    /// `[head] rollers`, 1 to 12, default 3: swings a revolution.
    public let rollers: Int
    /// `[line] compliance`, default 0.001 mL/kPa.
    public let compliance: Compliance
    /// `[catheter]`: `resistance`, or by Hagen-Poiseuille from `inner-diameter`, `length` and `viscosity` (1 mPa.s,
    /// water); default 560 kPa.s/mL.
    public let catheterResistance: FlowResistance
    /// `[reservoir] volume`, default 20 mL: what is in it when the simulation starts.
    public let reservoirVolume: Volume
    /// `[csf] mean-pressure`, default 13 mmHg.
    public let csfMeanPressure: Pressure
    /// `[csf] pulsation`, default 2 mmHg, peak to peak.
    public let csfPulsation: Pressure
    /// `[csf] respiration`, default 2 mmHg, peak to peak.
    public let csfRespiration: Pressure
    /// `[csf] posture`, default none: how far posture moves the mean at most, `postures-per-hour` times (default 4).
    public let posture: Pressure
    public let posturesPerHour: Int64
    /// `[csf] height`, default none: what lies between two heights of the tip, which change `heights-per-day` times
    /// (default 1).
    public let height: Pressure
    public let heightsPerDay: Int64
    /// `[sensors.pressure] drift`, default none: how much its reading wanders in an hour at most, five times that in all.
    public let pressureDrift: Pressure
    /// `[sensors.pressure] noise`, default 0.5 mmHg: the standard deviation of one conversion, fifty of which it makes a
    /// second; a reading is the mean of those since the last.
    public let pressureNoise: Pressure
    /// `[sensors.pressure] sample-interval`, 1 ms to 10 s, default 500 ms.
    public let pressureSampleInterval: Duration
    /// `[sensors.rotor] counts-per-revolution`, 0 (no sensor) to 65,536, default 1000.
    public let rotorCountsPerRevolution: Int
    /// `[sensors] index-mark`, default true: whether the rotor's index mark is seen.
    public let hasIndexMark: Bool

    /// `[sensors.inlet]`, `[sensors.level]`, `[sensors.balance]`, `[sensors.temperature]`, `[sensors.supply]`: fitted
    /// where the table is there; and `[sensors.pressure]`, which always is.
    public let sensors: [Sensor: SensorDescription]
    /// `[sensors.balance] evaporation`, default none, of the liquid on it, and `drop-volume`, default none (under oil).
    public let evaporation: FlowRate
    public let dropVolume: Volume
    /// `[[faults]]`: what goes wrong when.
    public let script: [ScriptedFault]
    /// `[simulation] faults-per-day`, default 0: so many more at random times, drawn by the seed, each for up to an hour.
    public let faultsPerDay: Int64

    static let tables = ["simulation", "head", "line", "catheter", "reservoir", "csf", "sensors", "faults"]

    init(reading root: DocumentTable) {
        let simulation = root.tableOrDefaults("simulation")
        seed = simulation.integer("seed", default: 1, within: 0...Int64.max)
        faultsPerDay = simulation.integer("faults-per-day", default: 0, within: 0...1_000)
        script = ScriptedFault.read(root)

        let head = root.tableOrDefaults("head")
        unevenness = head.quantity(
            "unevenness", default: Ratio(partsPerMillion: 150_000),
            within: .zero...Ratio(partsPerMillion: 700_000))
        rollers = Int(head.integer("rollers", default: 3, within: 1...12))

        compliance = root.tableOrDefaults("line").measure(
            "compliance", default: Compliance(picolitersPerKilopascal: 1_000_000),
            within: Self.compliances)

        catheterResistance = Self.resistance(root.tableOrDefaults("catheter"))

        reservoirVolume = root.tableOrDefaults("reservoir").quantity(
            "volume", default: Volume(picoliters: 20_000_000_000),
            within: .zero...Volume(picoliters: 1_000_000_000_000))

        let csf = root.tableOrDefaults("csf")
        let pressures = Pressure(pascals: -20_000)...Pressure(pascals: 20_000)
        let amplitudes = Pressure.zero...Pressure(pascals: 20_000)
        csfMeanPressure = csf.quantity("mean-pressure", default: Pressure(pascals: 1_733), within: pressures)
        csfPulsation = csf.quantity("pulsation", default: Pressure(pascals: 267), within: amplitudes)
        csfRespiration = csf.quantity("respiration", default: Pressure(pascals: 267), within: amplitudes)
        posture = csf.quantity("posture", default: .zero, within: amplitudes)
        posturesPerHour = csf.integer("postures-per-hour", default: 4, within: 0...30)
        height = csf.quantity("height", default: .zero, within: pressures)
        heightsPerDay = csf.integer("heights-per-day", default: 1, within: 0...48)

        let sensors = root.tableOrDefaults("sensors")
        hasIndexMark = sensors.boolean("index-mark", default: true)
        let pressure = sensors.tableOrDefaults("pressure")
        let ofPressure = SensorDescription(
            reading: pressure, interval: .millisecond * 500, noise: 67, SensorDescription.pressure)
        pressureNoise = Pressure(pascals: ofPressure.noise)
        pressureSampleInterval = ofPressure.interval
        pressureDrift = Pressure(pascals: ofPressure.drift)
        let balance = sensors.optionalTable("balance")
        evaporation =
            balance?.optional("evaporation", within: .zero...FlowRate(picolitersPerDay: 100_000_000_000)) ?? .zero
        dropVolume = balance?.optional("drop-volume", within: .zero...Volume(picoliters: 100_000_000)) ?? .zero
        var fitted: [Sensor: SensorDescription] = [.pressure: ofPressure]
        func fit(_ sensor: Sensor, _ table: DocumentTable?, noise: Int64, _ amount: SensorDescription.Amount) {
            fitted[sensor] = table.map { SensorDescription(reading: $0, interval: .second, noise: noise, amount) }
        }
        fit(.inlet, sensors.optionalTable("inlet"), noise: 50, SensorDescription.pressure)
        fit(.level, sensors.optionalTable("level"), noise: 20_000_000, SensorDescription.volume)
        fit(.outflow, balance, noise: 100_000, SensorDescription.volume)
        fit(.temperature, sensors.optionalTable("temperature"), noise: 50, SensorDescription.temperature)
        fit(.supply, sensors.optionalTable("supply"), noise: 20, SensorDescription.voltage)
        self.sensors = fitted
        rotorCountsPerRevolution = Int(
            sensors.tableOrDefaults("rotor").integer("counts-per-revolution", default: 1_000, within: 0...65_536))
    }

    static let compliances =
        Compliance(picolitersPerKilopascal: 1)...Compliance(picolitersPerKilopascal: 1_000_000_000)
    static let resistances =
        FlowResistance(pascalSecondsPerMilliliter: 1)...FlowResistance(pascalSecondsPerMilliliter: 1_000_000_000_000)

    private static func resistance(_ catheter: DocumentTable) -> FlowResistance {
        let standard = FlowResistance(pascalSecondsPerMilliliter: 560_000)
        let bounds = resistances
        let stated = catheter.optionalMeasure("resistance", within: bounds)
        let bore = ["inner-diameter", "length", "viscosity"].filter { catheter.has($0) }
        if catheter.has("resistance") {
            if let key = bore.first {
                catheter.report("give the resistance or the bore from which it follows, not both", at: key)
            }
            return stated ?? standard
        }
        guard !bore.isEmpty else { return standard }
        let diameter: Length = catheter.measure(
            "inner-diameter", within: Length(nanometers: 10_000)...Length(nanometers: 20_000_000))
        let length: Length = catheter.measure(
            "length", within: Length(nanometers: 1_000_000)...Length(nanometers: 10_000_000_000))
        let viscosity = catheter.measure(
            "viscosity", default: Viscosity(nanopascalSeconds: 1_000_000),
            within: Viscosity(nanopascalSeconds: 10_000)...Viscosity(nanopascalSeconds: 1_000_000_000))
        guard diameter > .zero, length > .zero else { return standard }
        guard let resistance = FlowResistance(innerDiameter: diameter, length: length, viscosity: viscosity),
            bounds.contains(resistance)
        else {
            catheter.report(
                "this bore has a resistance out of range; allowed is \(bounds.lowerBound) to \(bounds.upperBound)",
                at: "inner-diameter")
            return standard
        }
        return resistance
    }
}
