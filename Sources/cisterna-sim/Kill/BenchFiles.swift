// SPDX-License-Identifier: Apache-2.0

/// The files of a bench under test: rig, drugs, therapies, configuration. The rig is the reference head at its fastest
/// pump.
enum BenchFiles {
    /// Rig seconds a real second: five millilitres a day are 23 strokes a second then.
    static let speedUp: Int64 = 200
    static let pulsesPerRevolution: Int64 = 800
    static let revolutionPicoliters: Int64 = 10_000_000
    static let strokePulses: Int64 = 40
    /// The uncertainty of the calibration, as a share.
    static let calibration = 0.05

    /// - Parameter resumes: Whether the background goes on after a restart, where nothing speaks against it.
    static func rig(resumes: Bool) -> String {
        """
        schema = 1
        name = "kill bench"
        kind = "simulated"
        [limits]
        late-edge = "100 ms"
        max-uncertain = "100 uL"
        max-rate = "200 mL/day"
        prime-rate = "100 mL/day"
        pause-limit = "30 min"
        resume-after-restart = "\(resumes ? "background" : "stopped")"
        allow-degraded-real-time = true
        [mechanics]
        full-steps-per-revolution = 200
        microsteps = 4
        stroke = 10
        minimum-stroke = 4
        stroke-speed = "100 steps/s"
        ramp = "2000 steps/s2"
        rest = "hold"
        enable-settle = "5 ms"
        [calibration]
        id = "kill-bench-1"
        volume-per-revolution = "10 uL"
        uncertainty = "5 %"
        curve = [\(curve)]
        [head]
        unevenness = "15 %"
        rollers = 3
        [line]
        compliance = "0.001 mL/kPa"
        [catheter]
        resistance = "560 kPa.s/mL"
        [reservoir]
        volume = "20 mL"
        [csf]
        mean-pressure = "13 mmHg"
        pulsation = "2 mmHg"
        [sensors]
        index-mark = true
        [sensors.pressure]
        noise = "0.5 mmHg"
        sample-interval = "5 s"
        [sensors.rotor]
        counts-per-revolution = 1000
        """
    }

    /// Three rollers, each a rise and a fall by 15 %.
    private static let curve: String = {
        let rise = [865, 895, 925, 955, 985, 1_015, 1_045, 1_075, 1_105, 1_135]
        let roller = (rise + rise.reversed()).map { $0 < 1_000 ? "0.\($0)" : "1.\(String($0).dropFirst())" }
        return (roller + roller + roller).joined(separator: ", ")
    }()

    static let drugs = """
        schema = 1
        [[drug]]
        name = "dye"
        [drug.concentration]
        upper-hard = "2 mg/mL"
        source = "sample: for the simulation"
        """

    /// How long the demand bolus locks out the next, from its start, in seconds of pump time.
    static let lockoutSeconds: Int64 = 7_200
    static let demandMicroliters: Int64 = 25
    /// Of demand and single boluses, in seconds of pump time.
    static let bolusSeconds: Int64 = 60

    /// - Parameters:
    ///   - number: Makes each text another one.
    ///   - fill: The number of the fill, 1 to 300.
    ///   - lockoutFrom: “start” or “end”.
    static func therapy(number: Int, millilitersPerDay: Int64, fill: Int, lockoutFrom: String) -> String {
        """
        schema = 1
        name = "kill \(number)"
        [reservoir]
        capacity = "20 mL"
        fill-volume = "20 mL"
        fill-date = "\(2_030 + fill / 12)-\(fill % 12 < 9 ? "0" : "")\(fill % 12 + 1)-01"
        [[drug]]
        name = "dye"
        concentration = "1 mg/mL"
        [infusion]
        mode = "simple-continuous"
        rate = "\(millilitersPerDay) mL/day"
        [demand-bolus]
        dose = "\(demandMicroliters) ug"
        duration = "1 min"
        lockout = "2 h"
        lockout-from = "\(lockoutFrom)"
        most-per-day = 6
        [catheter]
        volume = "0.04 mL"
        volume-uncertainty = "5 %"
        pump-path = "0.02 mL"
        pump-path-uncertainty = "5 %"
        tip = "beaker"
        """
    }

    static func configuration(in folder: String, lines: String) -> String {
        """
        name = "kill"
        rig = "\(folder)/rig.toml"
        state = "\(folder)/state"
        socket = "\(folder)/control.sock"
        drugs = "\(folder)/drugs.toml"
        [simulation]
        speed-up = \(speedUp)
        rig = "\(lines)"
        """
    }
}
