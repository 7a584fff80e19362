// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TOMLDocument

/// What a rig file says is fitted, checked as a whole: mechanics, calibration, limits and the hardware, simulated or
/// not. A value of this type is sound; nothing of it needs checking again (BR-S02).
public struct RigDescription: Sendable, Hashable {
    /// What moves the liquid.
    public enum Hardware: Sendable, Hashable {
        case simulated(SimulatedPhysics)
        case gpio(GPIOWiring)
    }

    /// The words of `kind`.
    public enum Kind: String, CaseIterable, Sendable {
        case simulated
        case gpio
    }

    /// The version of the format that this reads: `schema`.
    public static let schema: Int64 = 1

    /// `name`, required: how a person calls the rig.
    public let name: String
    /// `kind`, required.
    public let kind: Kind
    public let limits: RigLimits
    public let mechanics: RigMechanics
    public let calibration: RigCalibration
    public let service: ServiceSettings
    public let hardware: Hardware
    /// The text, verbatim.
    public let text: String
    /// SHA-256 of ``text``, 64 hexadecimal digits: whoever was shown one text was not shown another.
    public let digest: String

    private let curve: VolumeCurve

    /// How far the pump at stroke speed must exceed `max-rate`, in percent: ramps, rests and lighter strokes take time.
    public static let speedReserve: Int64 = 125

    /// Reads and checks a rig file; `file` is how errors name it. Throws everything that is wrong, each with its place.
    public init(parsing text: String, file: String) throws(DocumentErrors) {
        let root = try DocumentTable(parsing: text, file: file)
        // Another version's keys mean something else: nothing more is said of them.
        if root.integer("schema", within: 0...Int64(Int32.max)) != Self.schema, root.isSound {
            root.report("this version reads schema \(Self.schema)", at: "schema")
            try root.abandon()
        }
        let limitsTable = root.table("limits")
        let mechanicsTable = root.table("mechanics")
        let calibrationTable = root.table("calibration")
        let kind: Kind? = root.choice("kind")
        name = root.text("name")
        limits = RigLimits(reading: limitsTable)
        mechanics = RigMechanics(reading: mechanicsTable)
        calibration = RigCalibration(reading: calibrationTable)
        let serviceTable = root.tableOrDefaults("service")
        service = ServiceSettings(reading: serviceTable)
        let hardware = Self.hardware(kind: kind, root: root)
        if root.isSound {
            limits.check(limitsTable)
            mechanics.check(mechanicsTable)
            calibration.check(calibrationTable, mechanics: mechanics)
            service.check(serviceTable, headRollers: Self.headRollers(hardware))
            if case .gpio(let wiring) = hardware {
                wiring.lines.check(root.table("lines"), wiredBack: root.optionalTable("wired-back"))
                wiring.driver.check(root.table("driver"), mechanics: mechanics)
            }
            Self.checkSpeed(limits, mechanics, calibration, limitsTable)
        }
        try root.finish()
        guard let kind, let hardware,
            let curve = calibration.volumeCurve(fullSteps: mechanics.fullStepsPerRevolution)
        else { preconditionFailure("a rig file without errors is complete") }
        self.kind = kind
        self.hardware = hardware
        self.curve = curve
        self.text = text
        digest = TextDigest.hexadecimal(of: text)
    }

    private static func hardware(kind: Kind?, root: DocumentTable) -> Hardware? {
        switch kind {
        case .simulated:
            for key in GPIOWiring.tables { root.refuse(key, because: "belongs to a rig of kind “gpio”") }
            return .simulated(SimulatedPhysics(reading: root))
        case .gpio:
            for key in SimulatedPhysics.tables { root.refuse(key, because: "belongs to a rig of kind “simulated”") }
            let lines = LineAssignment(reading: root.table("lines"), wiredBack: root.optionalTable("wired-back"))
            return .gpio(GPIOWiring(lines: lines, driver: StepperDriver(reading: root.table("driver"))))
        case nil:
            // Without its kind nobody can tell which of these are in place.
            for key in GPIOWiring.tables + SimulatedPhysics.tables { _ = root.has(key) }
            return nil
        }
    }

    private static func checkSpeed(
        _ limits: RigLimits, _ mechanics: RigMechanics, _ calibration: RigCalibration, _ table: DocumentTable
    ) {
        // steps/s x (volume / steps of a revolution) x 86,400 s, all below 2^100.
        let perDay =
            Int128(mechanics.strokeSpeed.millistepsPerSecond) * Int128(calibration.volumePerRevolution.picoliters)
            * 86_400 / (1_000 * Int128(mechanics.fullStepsPerRevolution))
        let allowed = perDay * 100 / Int128(speedReserve)
        guard Int128(limits.maximumRate.picolitersPerDay) > allowed else { return }
        let highest = FlowRate(picolitersPerDay: Int64(clamping: allowed))
        table.report(
            "\(limits.maximumRate) cannot be reached: \(mechanics.strokeSpeed) gives "
                + "\(FlowRate(picolitersPerDay: Int64(clamping: perDay))), of which at most \(highest) may be promised",
            at: "max-rate")
    }

    public static func == (left: Self, right: Self) -> Bool { left.text == right.text }

    public func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// What the core must know of this rig.
    public func profile() -> RigProfile {
        RigProfile(
            pulsesPerFullStep: mechanics.microsteps, curve: curve, strokeFullSteps: mechanics.strokeFullSteps,
            minimumStrokeFullSteps: mechanics.minimumStrokeFullSteps, maximumRate: limits.maximumRate,
            rest: mechanics.rest, enableLead: enableLead,
            calibrationUncertainty: calibration.uncertainty, pauseLimit: limits.pauseLimit, primeRate: limits.primeRate,
            line: lineModel, sensors: sensorSet)
    }

    /// What the rig is fitted with, and by what each is believed.
    private var sensorSet: SensorSet {
        var set = SensorSet()
        set.tolerance = limits.deliveryTolerance
        set.inletLimit = limits.inletPressure.pascals
        set.hottest = limits.temperature.millidegrees
        set.supply = (limits.lowestSupply?.millivolts ?? .min, limits.highestSupply?.millivolts ?? .max)
        guard case .simulated(let physics) = hardware else { return set }
        for (sensor, its) in physics.sensors { set[sensor] = its.rule }
        guard physics.rotorCountsPerRevolution > 0 else { return set }
        set.rotorCounts = Int64(physics.rotorCountsPerRevolution)
        set[.rotor] = SensorRule(silence: physics.sensors[.pressure]?.silence ?? .second * 5)
        return set
    }

    /// What the detectors may know of the line: what was calibrated, else what the simulation says of itself; nil on a rig
    /// that does not read its pressure.
    private var lineModel: LineModel? {
        guard case .simulated(let physics) = hardware else { return nil }
        let compliance = calibration.lineCompliance ?? physics.compliance
        let resistance = calibration.lineResistance ?? physics.catheterResistance
        let stroke =
            Double(calibration.volumePerRevolution.picoliters) * Double(mechanics.strokeFullSteps)
            / Double(mechanics.fullStepsPerRevolution)
        let noise = Double(physics.pressureNoise.pascals)
        return LineModel(
            compliance: Double(compliance.picolitersPerKilopascal) / 1_000,
            // A millilitre is 1e9 picolitres.
            resistance: Double(resistance.pascalSecondsPerMilliliter) / 1e9,
            noiseDensity: Swift.max(1, noise * noise) / 50, stroke: stroke,
            limit: Double(limits.occlusionPressure.pascals))
    }

    /// Rollers of the pump head, each of which compresses the tube once a revolution; nil where no table says how many.
    public var rollers: Int64? { service.rollers ?? Self.headRollers(hardware).map(Int64.init) }

    private static func headRollers(_ hardware: Hardware?) -> Int? {
        guard case .simulated(let physics) = hardware else { return nil }
        return physics.rollers
    }

    /// From the wish for a driver that is off until its first edge: where a monostable gates it, its settling and the
    /// supervisor's tick of 50 ms come on top of the driver's own.
    private var enableLead: Duration {
        guard case .gpio(let wiring) = hardware, wiring.lines.outputs[.heartbeat] != nil else {
            return mechanics.enableSettle
        }
        return mechanics.enableSettle + wiring.driver.monostableSettle + .millisecond * 50
    }
}
