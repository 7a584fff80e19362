// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import RigFile

/// Goal: each mistake is named where it stands, with what would be right. Method: one line of a sound file changed.
@Suite("Mistakes in rig files")
struct RigErrorsTests {
    static let simulated: [(line: String, change: String, says: String)] = [
        (
            "uncertainty = \"5 %\"", "uncertainty = \"5 %\"\n[[faults]]\nfault = \"oclusion\"\nafter = \"1 h\"",
            "18:9: faults[1].fault: there is no fault “oclusion”"
        ),
        (
            "uncertainty = \"5 %\"", "uncertainty = \"5 %\"\n[[faults]]\nfault = \"occlusion\"",
            "17:1: faults[1].after: is missing"
        ),
        (
            "uncertainty = \"5 %\"", "uncertainty = \"5 %\"\n[sensors.level]\nnoise = \"2 mmHg\"",
            "18:9: sensors.level.noise: “mmHg” is a unit of pressure"
        ),
        (
            "uncertainty = \"5 %\"",
            "uncertainty = \"5 %\"\n[sensors.level]\nsample-interval = \"1 min\"\nsilence = \"30 s\"",
            "19:11: sensors.level.silence: 30 s is not longer than sample-interval, 1 min"
        ),
        ("schema = 1", "schema = 2", "1:10: schema: this version reads schema 1"),
        ("schema = 1", "", "1:1: schema: is missing; it takes a whole number"),
        ("name = \"bench\"", "name = \"\"", "2:8: name: a text has 1 to 256 characters"),
        ("name = \"bench\"", "nam = \"bench\"", "2:1: nam: unknown key; did you mean “name”?"),
        ("\"simulated\"", "\"syringe\"", "3:8: kind: is one of “simulated”, “gpio”"),
        ("[limits]\nmax-rate = \"200 mL/day\"", "", "1:1: limits: is missing; it is a table: [limits]"),
        ("max-rate = \"200 mL/day\"", "", "4:1: limits.max-rate: is missing; it takes a flow rate"),
        ("\"200 mL/day\"", "200", "5:12: limits.max-rate: a flow rate is a text with its unit"),
        ("\"200 mL/day\"", "\"200\"", "5:12: limits.max-rate: a flow rate needs a unit"),
        ("\"200 mL/day\"", "\"2 mg/day\"", "5:12: limits.max-rate: “mg/day” is a unit of dose rate"),
        ("\"200 mL/day\"", "[\"200 mL/day\"]", "5:12: limits.max-rate: a flow rate is a text with its unit"),
        ("\"200 mL/day\"", "\"0 mL/day\"", "5:12: limits.max-rate: 0 mL/day is out of range"),
        ("\"200 mL/day\"", "\"9999999999999999 mL/day\"", "5:12: limits.max-rate: this flow rate is too large"),
        (
            "\"200 mL/day\"", "\"346 mL/day\"",
            "5:12: limits.max-rate: 346 mL/day cannot be reached: 100 steps/s gives 432 mL/day, of which at most 345.6 mL/day"
        ),
        (
            "\"200 mL/day\"", "\"200 mL/day\"\nminimum-rate = \"201 mL/day\"",
            "6:16: limits.minimum-rate: 201 mL/day is above max-rate"
        ),
        (
            "\"200 mL/day\"", "\"200 mL/day\"\nprime-rate = \"201 mL/day\"",
            "6:14: limits.prime-rate: 201 mL/day is above max-rate"
        ),
        (
            "\"200 mL/day\"", "\"200 mL/day\"\nprime-rate = \"200 mL/day\"\nmax-uncertain = \"10 uL\"",
            "6:14: limits.prime-rate: 200 mL/day is 11.574075 uL in 5 s, more than max-uncertain, 10 uL; at most 172.8 mL/day"
        ),
        (
            "\"200 mL/day\"", "\"200 mL/day\"\nlate-edge = \"2 s\"",
            "6:13: limits.late-edge: 2 s is out of range; allowed is 100 us to 1 s"
        ),
        (
            "\"200 mL/day\"", "\"200 mL/day\"\npause-limit = \"2 days\"",
            "6:15: limits.pause-limit: 2 day is out of range"
        ),
        (
            "\"200 mL/day\"", "\"200 mL/day\"\nresume-after-restart = \"yes\"",
            "6:24: limits.resume-after-restart: is one of “stopped”, “background”"
        ),
        ("\"200 mL/day\"", "\"200 mL/day\"\nexternal-gate = 1", "6:17: limits.external-gate: true or false"),
        (
            "\"200 mL/day\"", "\"200 mL/day\"\nmax-rate = \"1 mL/day\"",
            "6:1: “max-rate” is given twice; the first is in line 5"
        ),
        ("= 200\n", "= 513\n", "7:29: mechanics.full-steps-per-revolution: 513 is out of range; allowed is 8 to 512"),
        ("= 200\n", "= 200.0\n", "7:29: mechanics.full-steps-per-revolution: a whole number is expected"),
        ("microsteps = 4", "microsteps = 5", "8:14: mechanics.microsteps: 5 is no power of two"),
        ("stroke = 10", "stroke = 201", "9:10: mechanics.stroke: a stroke of 201 full steps is longer"),
        (
            "minimum-stroke = 4", "minimum-stroke = 5",
            "10:18: mechanics.minimum-stroke: two minimum strokes and two steps must fit into a stroke of 10: at most 4"
        ),
        ("\"100 steps/s\"", "\"12 steps/s\"", "11:16: mechanics.stroke-speed: 12 steps/s is too slow"),
        (
            "\"100 steps/s\"", "100",
            "11:16: mechanics.stroke-speed: a step speed is a text with its unit (one of steps/s)"
        ),
        ("\"2000 steps/s2\"", "\"2000 steps/s\"", "12:8: mechanics.ramp: “steps/s” is no unit of a step acceleration"),
        ("id = \"c1\"", "", "13:1: calibration.id: is missing"),
        (
            "uncertainty = \"5 %\"", "uncertainty = \"5 %\"\ncurve = [1, 0.000001]",
            "17:9: calibration.curve: a full step delivers 1 pL to 2.147483647 mL"
        ),
        ("\"10 uL\"", "\"11 mL\"", "15:25: calibration.volume-per-revolution: 11 mL is out of range"),
        ("\"5 %\"", "\"51 %\"", "16:15: calibration.uncertainty: 51 % is out of range"),
        ("\"5 %\"", "\"0 %\"", "16:15: calibration.uncertainty: 0 % is out of range"),
        ("\"5 %\"", "\"5 %\"\ncurve = []", "17:9: calibration.curve: an array of 1 to 512 numbers"),
        ("\"5 %\"", "\"5 %\"\ncurve = [1, -1]", "17:13: calibration.curve[2]: a number from 0.000001"),
        (
            "\"5 %\"", "\"5 %\"\ncurve = [1, 0.1]",
            "17:9: calibration.curve: full step 102 of 200 delivers 9.09 nL, less than a quarter of the mean, 50 nL"
        ),
        ("\"5 %\"", "\"5 %\"\ncurve = [1, 0.35]", "17:9: calibration.curve: too uneven: 19 full steps from step"),
        ("\"5 %\"", "\"5 %\"\n[lines]\nchip = 1", "17:2: lines: belongs to a rig of kind “gpio”"),
        ("\"5 %\"", "\"5 %\"\n[driver]", "17:2: driver: belongs to a rig of kind “gpio”"),
        ("\"5 %\"", "\"5 %\"\n[head]\nrollers = 13", "18:11: head.rollers: 13 is out of range"),
        ("\"5 %\"", "\"5 %\"\n[head]\nunevenness = \"71 %\"", "18:14: head.unevenness: 71 % is out of range"),
        ("\"5 %\"", "\"5 %\"\n[simulation]\nseed = -1", "18:8: simulation.seed: -1 is out of range"),
        (
            "\"5 %\"", "\"5 %\"\n[line]\ncompliance = \"1 mL\"",
            "18:14: line.compliance: “mL” is no unit of a compliance"
        ),
        (
            "\"5 %\"", "\"5 %\"\n[catheter]\nresistance = \"560 kPa.s/mL\"\nlength = \"1 m\"",
            "19:10: catheter.length: give the resistance or the bore"
        ),
        ("\"5 %\"", "\"5 %\"\n[catheter]\nlength = \"1 m\"", "17:1: catheter.inner-diameter: is missing"),
        ("\"5 %\"", "\"5 %\"\n[csf]\npulsation = \"-1 mmHg\"", "18:13: csf.pulsation: -133 Pa is out of range"),
        ("\"5 %\"", "\"5 %\"\n[csf]\nmean-pressure = \"13\"", "18:17: csf.mean-pressure: a pressure needs a unit"),
        ("\"5 %\"", "\"5 %\"\n[reservoir]\nvolume = \"2 L\"", "18:10: reservoir.volume: "),
        ("\"5 %\"", "\"5 %\"\n[sensors]\nindex-mark = \"yes\"", "18:14: sensors.index-mark: true or false"),
        ("\"5 %\"", "\"5 %\"\n[sensors.pressure]\nnoise = 1", "18:9: sensors.pressure.noise: a pressure is a text"),
        (
            "\"5 %\"", "\"5 %\"\n[sensors.rotor]\ncounts-per-revolution = -1",
            "18:25: sensors.rotor.counts-per-revolution: -1 is out of range"
        ),
        (
            "\"200 mL/day\"", "\"200 mL/day\"\nstopped-too-long = \"31 days\"",
            "6:20: limits.stopped-too-long: 31 day is out of range; allowed is 1 min to 30 day"
        ),
        ("\"200 mL/day\"", "\"200 mL/day\"\ntrust-wall-clock = \"yes\"", "6:20: limits.trust-wall-clock: true or"),
        ("\"5 %\"", "\"5 %\"\n[service]\nrollers = 2", "18:11: service.rollers: 2 differs from head.rollers, 3"),
        ("\"5 %\"", "\"5 %\"\n[service]\ntube-compressions = 0", "18:21: service.tube-compressions: 0 is out of"),
        (
            "\"5 %\"", "\"5 %\"\n[service]\nbattery-capacity = \"10 kJ\"",
            "18:20: service.battery-capacity: needs quiescent-power and energy-per-stroke too"
        ),
        (
            "\"5 %\"", "\"5 %\"\n[service]\nbattery-capacity = \"10 kW\"",
            "18:20: service.battery-capacity: “kW” is no unit of a quantity of energy"
        ),
        (
            "\"5 %\"", "\"5 %\"\n[service]\nquiescent-power = 50",
            "18:19: service.quiescent-power: a power is a text with its unit"
        ),
        ("\"5 %\"", "\"5 %\"\n[service]\nreplace-at = \"90 %\"", "18:14: service.replace-at: has no meaning without"),
        ("\"5 %\"", "\"5 %\"\n[service]\nbattery-cap = \"7 years\"", "18:15: service.battery-cap: “years” is no unit"),
        ("\"5 %\"", "\"5 %\"\n[sensor.rotor]", "17:2: sensor: unknown key; did you mean “sensors”?"),
    ]

    @Test("BR-S02, BR-S06: a simulated rig's mistakes", arguments: 0..<simulated.count)
    func simulatedMistakes(index: Int) {
        let (line, change, says) = Self.simulated[index]
        let found = RigText.failure(RigText.with(line, as: change))
        #expect(found.split(separator: "\n").contains { $0.hasPrefix(says) }, "\(found)")
    }

    static let gpio: [(line: String, change: String, says: String)] = [
        ("[lines]", "[head]\n[lines]", "17:2: head: belongs to a rig of kind “simulated”"),
        ("chip = \"pinctrl-bcm2711\"", "", "17:1: lines.chip: is missing"),
        ("step = { line = \"GPIO17\" }", "", "17:1: lines.step: is missing; it is a table: [lines.step]"),
        ("step = { line = \"GPIO17\" }", "step = \"GPIO17\"", "19:8: lines.step: a table is expected here"),
        (
            "step = { line = \"GPIO17\" }", "step = { line = \"17\" }",
            "19:17: lines.step.line: a line is known by its name"
        ),
        (
            "step = { line = \"GPIO17\" }", "step = { line = \"A\", bias = \"none\" }",
            "19:22: lines.step.bias: belongs to inputs"
        ),
        ("step = { line = \"GPIO17\" }", "step = { lin = \"A\" }", "19:8: lines.step.line: is missing"),
        ("\"GPIO27\"", "\"GPIO17\"", "20:13: lines.direction: line “GPIO17” serves step already"),
        ("active-low = true", "active-low = 1", "21:42: lines.enable.active-low: true or false"),
        (
            "[driver]", "[service]\ntube-compressions = 5\n[driver]",
            "23:21: service.tube-compressions: needs rollers too"
        ),
        (
            "[driver]", "[wired-back]\nstep = { line = \"GPIO17\" }\n[driver]",
            "23:8: wired-back.step: line “GPIO17” serves step already"
        ),
        (
            "[driver]", "[wired-back]\nheartbeat = { line = \"GPIO16\" }\n[driver]",
            "23:13: wired-back.heartbeat: no output heartbeat is assigned"
        ),
        (
            "[driver]", "stop = { line = \"S\", bias = \"up\" }\n[driver]",
            "22:29: lines.stop.bias: is one of “pull-up”, “pull-down”, “none”, “as-is”"
        ),
        (
            "[driver]", "stop = { line = \"S\", debounce = \"5\" }\n[driver]",
            "22:33: lines.stop.debounce: a duration needs a unit"
        ),
        ("[driver]", "stopp = { line = \"S\" }\n[driver]", "22:1: lines.stopp: unknown key; did you mean “stop”?"),
        ("[driver]\nmodel = \"TMC2209\"", "", "1:1: driver: is missing; it is a table: [driver]"),
        ("\"TMC2209\"", "\"L298\"", "23:9: driver.model: is one of “TMC2209”, “DRV8825”, “A4988”, “other”"),
        (
            "\"TMC2209\"", "\"TMC2209\"\nstep-high = \"99 ns\"",
            "24:13: driver.step-high: 99 ns is too short for a TMC2209; it needs 100 ns"
        ),
        (
            "\"TMC2209\"", "\"TMC2209\"\ndirection-setup = \"19 ns\"",
            "24:19: driver.direction-setup: 19 ns is too short"
        ),
        (
            "\"TMC2209\"", "\"A4988\"\nstep-low = \"999 ns\"",
            "24:12: driver.step-low: 999 ns is too short for a A4988; it needs 1 us"
        ),
        (
            "\"TMC2209\"", "\"DRV8825\"\nstep-high = \"1.8 us\"",
            "24:13: driver.step-high: 1800 ns is too short for a DRV8825; it needs 1900 ns"
        ),
        (
            "\"TMC2209\"", "\"DRV8825\"\ndirection-hold = \"600 ns\"",
            "24:18: driver.direction-hold: 600 ns is too short for a DRV8825; it needs 650 ns"
        ),
        ("\"TMC2209\"", "\"TMC2209\"\nstep-high = \"0.99 ms\"\nstep-low = \"1 ms\"\n[x]", "26:2: x: unknown key"),
        (
            "\"TMC2209\"", "\"TMC2209\"\nstep-high = \"1 ms\"\nstep-low = \"1 ms\"\nmonostable-settle = \"11 s\"",
            "26:21: driver.monostable-settle: 11 s is out of range"
        ),
    ]

    @Test("BR-S02, BR-S06: a GPIO rig's mistakes", arguments: 0..<gpio.count)
    func gpioMistakes(index: Int) {
        let (line, change, says) = Self.gpio[index]
        let found = RigText.failure(RigText.with(line, as: change, of: RigText.gpio))
        #expect(found.split(separator: "\n").contains { $0.hasPrefix(says) }, "\(found)")
    }

    @Test("Pulses must fit at the stroke's speed and microsteps")
    func pulses() {
        let fast = RigText.gpio.replacing("\"100 steps/s\"", with: "\"1000 steps/s\"")
            .replacing("microsteps = 4", with: "microsteps = 256")
        // 1000 x 256 pulses a second: 3906 ns each, less than twice 2 us.
        #expect(
            RigText.failure(fast).hasPrefix(
                "22:1: driver.step-high: step-high and step-low take 4 us, more than the 3906 ns"))
        #expect(RigText.failure(fast + "\nstep-high = \"1 us\"\nstep-low = \"1 us\"") == "accepted")
    }

    @Test("Several mistakes are told at once, in the order of the text")
    func several() {
        let text = RigText.simulated.replacing("\"200 mL/day\"", with: "200").replacing(
            "stroke = 10", with: "stroke = 3"
        )
        .replacing("id = \"c1\"", with: "idd = \"c1\"")
        let lines = RigText.failure(text).split(separator: "\n").map { $0.prefix(24) }
        #expect(
            lines == [
                "5:12: limits.max-rate: a", "9:10: mechanics.stroke: ", "13:1: calibration.id: is",
                "14:1: calibration.idd: u",
            ])
    }

    @Test("BR-S02: empty and alien texts are refused")
    func alien() {
        #expect(RigText.failure("").hasPrefix("1:1: schema: is missing"))
        #expect(RigText.failure("{\"schema\": 1}").hasPrefix("1:1: a key is expected here"))
        #expect(RigText.failure("\u{7F}ELF\u{2}\u{1}").hasPrefix("1:1: "))
    }
}
