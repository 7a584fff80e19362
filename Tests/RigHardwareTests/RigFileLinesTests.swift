// SPDX-License-Identifier: Apache-2.0
import Quantities
import RigFile
import Testing

@testable import RigHardware

/// Goal: every line that a rig file names is watched or driven as it says. Method: a rig file with all lines.
@Suite("Lines of a rig file")
struct RigFileLinesTests {
    private static let text = """
        schema = 1
        name = "bench"
        kind = "gpio"
        [limits]
        max-rate = "200 mL/day"
        external-gate = true
        [mechanics]
        full-steps-per-revolution = 200
        microsteps = 4
        stroke = 10
        minimum-stroke = 4
        stroke-speed = "100 steps/s"
        ramp = "2000 steps/s2"
        reverse-direction = true
        [calibration]
        id = "c1"
        volume-per-revolution = "10 uL"
        uncertainty = "5 %"
        [lines]
        chip = "pinctrl-bcm2711"
        step = { line = "GPIO17" }
        direction = { line = "GPIO27" }
        enable = { line = "GPIO22", active-low = true }
        heartbeat = { line = "GPIO23" }
        pinch-valve = { line = "GPIO24" }
        stop = { line = "GPIO5", bias = "none", debounce = "5 ms" }
        cover = { line = "GPIO16", bias = "pull-up" }
        air = { line = "GPIO19", bias = "pull-down" }
        stall = { line = "GPIO13", bias = "as-is" }
        rotor = { line = "GPIO20" }
        index = { line = "GPIO6", active-low = true }
        patient-button = { line = "GPIO21" }
        [driver]
        model = "TMC2209"
        """

    @Test("Every input is there with its bias, also where that is none")
    func inputsAreComplete() throws {
        let rig = try RigDescription(parsing: Self.text, file: "r.toml")
        let configuration = try #require(GPIOConfiguration(rig))
        #expect(Set(configuration.inputs.map(\.role)) == Set(GPIOInputRole.allCases))
        let biases = Dictionary(uniqueKeysWithValues: configuration.inputs.map { ($0.role, $0.bias) })
        #expect(biases[.stop] == .disabled && biases[.cover] == .pullUp)
        #expect(biases[.air] == .pullDown && biases[.stall] == .asIs && biases[.rotor] == .asIs)
        #expect(configuration.inputs.first { $0.role == .stop }?.debounce == .millisecond * 5)
        #expect(configuration.problems == [])
    }

    @Test("Buzzer and lamps are lines like others: named, off when the pump is made safe")
    func alarmLines() throws {
        let lamps = """
            buzzer = { line = "GPIO7" }
            lamp-high = { line = "GPIO8", active-low = true }
            lamp-medium = { line = "GPIO9" }
            lamp-low = { line = "GPIO10" }
            [driver]
            """
        let rig = try RigDescription(parsing: Self.text.replacing("[driver]", with: lamps), file: "r.toml")
        let configuration = try #require(GPIOConfiguration(rig))
        #expect(Set(configuration.alarms.keys) == Set(GPIOAlarmOutput.allCases))
        #expect(configuration.alarms[.lampHigh]?.isActiveLow == true)
        #expect(configuration.namedLines.map(\.purpose).contains("lamp-medium"))
        #expect(
            configuration.safeOutputs.map(\.purpose).suffix(5) == [
                "buzzer", "lamp-high", "lamp-medium", "lamp-low", "step",
            ])
        #expect(configuration.problems == [])
    }

    @Test("Outputs keep their polarity; a motor mounted the other way round has its direction inverted")
    func outputsAreComplete() throws {
        let rig = try RigDescription(parsing: Self.text, file: "r.toml")
        let configuration = try #require(GPIOConfiguration(rig))
        #expect(configuration.enable.isActiveLow && configuration.direction.isActiveLow)
        #expect(!configuration.step.isActiveLow && configuration.hasExternalGate)
        #expect(configuration.namedLines.count == 12)
        #expect(
            configuration.safeOutputs.map(\.output.name) == ["GPIO22", "GPIO23", "GPIO24", "GPIO17"],
            "ENABLE is made safe first")
    }
}
