// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TOMLDocument
import TestSupport
import Testing

@testable import RigFile

@Suite("Rig files")
struct RigDescriptionTests {
    @Test(
        "BR-S02: the example files load",
        arguments: [
            "simulated.toml", "simulated-high-rate.toml", "raspberry-pi-tmc2209.toml", "raspberry-pi-drv8825.toml",
        ])
    func examples(name: String) throws {
        let (text, file) = try RigText.example(name)
        let rig = try RigDescription(parsing: text, file: file)
        #expect(rig.text == text)
        let profile = rig.profile()
        #expect(profile.curve.revolution == rig.calibration.volumePerRevolution)
        #expect(profile.strokeFullSteps == 10)
        #expect(profile.minimumStrokeFullSteps == 4)
    }

    @Test("BR-S02: the simulated example is the reference head")
    func referenceHead() throws {
        let (text, file) = try RigText.example("simulated.toml")
        let rig = try RigDescription(parsing: text, file: file)
        #expect(rig.kind == .simulated)
        #expect(rig.limits.lateEdge == .millisecond * 100)
        #expect(rig.limits.allowDegradedRealTime)
        #expect(rig.limits.minimumRate == nil)
        #expect(rig.limits.maximumRate.description == "200 mL/day")
        let profile = rig.profile()
        #expect(profile.pulsesPerFullStep == 4)
        #expect(profile.strokeVolume.description == "500 nL")
        #expect(profile.calibrationUncertainty.partsPerMillion == 50_000)
        #expect(profile.enableLead == .millisecond * 5)
        #expect(profile.pauseLimit == .minute * 30)
        #expect(profile.rest == .hold)
        guard case .simulated(let physics) = rig.hardware else { return #expect(Bool(false)) }
        #expect(physics.unevenness.description == "15 %")
        #expect(physics.rollers == 3)
        #expect(physics.compliance.picolitersPerKilopascal == 1_000_000)
        // 128 x 0.001 x 0.9 / (pi x 0.0005^4) Pa.s/m3.
        #expect(physics.catheterResistance.pascalSecondsPerMilliliter == 586_709)
        #expect(physics.csfMeanPressure.pascals == 1_733)
        #expect(physics.csfPulsation.pascals == 267)
        #expect(physics.pressureNoise.pascals == 67)
        #expect(physics.pressureSampleInterval == .millisecond * 500)
        #expect(physics.rotorCountsPerRevolution == 1_000)
        #expect(physics.hasIndexMark)
        #expect(physics.seed == 1)
        #expect(physics.reservoirVolume.description == "20 mL")
    }

    @Test("Everything that may be left out has its documented default")
    func defaults() throws {
        let rig = try RigDescription(parsing: RigText.simulated, file: "r.toml")
        #expect(rig.limits.lateEdge == .millisecond * 2)
        #expect(rig.limits.maximumUncertain.description == "100 uL")
        #expect(rig.limits.primeRate == nil && rig.profile().primeRate == nil)
        #expect(rig.limits.stoppedTooLong == .hour * 48 && !rig.limits.trustWallClock)
        #expect(rig.service.tubeCompressions == nil && rig.service.batteryCapacity == nil)
        #expect(rig.service.batteryCap == nil && rig.service.replaceAt.description == "90 %")
        #expect(rig.rollers == 3)
        #expect(rig.limits.resumeAfterRestart == .stopped)
        #expect(!rig.limits.allowDegradedRealTime)
        #expect(!rig.limits.externalGate)
        #expect(!rig.mechanics.reverseDirection)
        #expect(rig.calibration.curve == [1_000_000])
        guard case .simulated(let physics) = rig.hardware else { return #expect(Bool(false)) }
        #expect(physics.catheterResistance.description == "560 kPa.s/mL")
        let wired = try RigDescription(parsing: RigText.gpio, file: "r.toml")
        guard case .gpio(let wiring) = wired.hardware else { return #expect(Bool(false)) }
        #expect(wiring.driver.stepHigh == .microsecond * 2)
        #expect(wiring.driver.directionHold == .microsecond * 2)
        #expect(wiring.lines.outputs[.enable]?.activeLow == true)
        #expect(wiring.lines.inputs.isEmpty)
        #expect(wiring.lines.outputs[.heartbeat] == nil)
        #expect(wired.rollers == nil)
    }

    @Test(
        "BR-W14: the examples show a sound service table and sound limits behind their comment signs",
        arguments: [
            "simulated.toml", "simulated-high-rate.toml", "raspberry-pi-tmc2209.toml", "raspberry-pi-drv8825.toml",
        ])
    func commentedKeys(name: String) throws {
        let (text, file) = try RigText.example(name)
        let keys = [
            "[service]", "tube-compressions", "rollers =", "battery-capacity", "quiescent-power", "energy-per-stroke",
            "battery-cap ", "replace-at", "stopped-too-long", "trust-wall-clock",
        ]
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            keys.contains { line.hasPrefix("# \($0)") } ? line.dropFirst(2) : line
        }
        let rig = try RigDescription(parsing: lines.joined(separator: "\n"), file: file)
        #expect(rig.service.tubeCompressions == 1_000_000 && rig.rollers == 3)
        #expect(rig.service.batteryCapacity?.nanojoules == 10_000_000_000_000)
        #expect(rig.service.quiescentPower?.nanowatts == 50_000)
        #expect(rig.service.energyPerStroke?.nanojoules == 3_000_000)
        #expect(rig.service.batteryCap == .day * 2_555 && rig.service.replaceAt.partsPerMillion == 900_000)
        #expect(rig.limits.stoppedTooLong == .hour * 48 && rig.limits.trustWallClock)
    }

    @Test("Every other key is read")
    func allKeys() throws {
        let text = RigText.gpio
            .replacing(
                "max-rate =",
                with: """
                    late-edge = "3 ms"
                    max-uncertain = "200 uL"
                    minimum-rate = "0.05 mL/day"
                    prime-rate = "150 mL/day"
                    pause-limit = "10 min"
                    stopped-too-long = "12 h"
                    trust-wall-clock = true
                    resume-after-restart = "background"
                    allow-degraded-real-time = true
                    external-gate = true
                    max-rate =
                    """
            )
            .replacing(
                "[calibration]",
                with: """
                    rest = "release"
                    enable-settle = "7 ms"
                    reverse-direction = true
                    [calibration]
                    """
            )
            .replacing(
                "[driver]",
                with: """
                    heartbeat = { line = "H" }
                    pinch-valve = { line = "V" }
                    stop = { line = "S", active-low = true, bias = "pull-down", debounce = "6 ms" }
                    cover = { line = "C", bias = "none" }
                    air = { line = "A" }
                    stall = { line = "D" }
                    rotor = { line = "R" }
                    index = { line = "I" }
                    patient-button = { line = "B", bias = "as-is" }
                    [driver]
                    step-high = "3 us"
                    step-low = "4 us"
                    direction-setup = "5 us"
                    direction-hold = "6 us"
                    monostable-settle = "20 ms"
                    """)
        let rig = try RigDescription(parsing: text, file: "r.toml")
        #expect(rig.limits.lateEdge == .millisecond * 3)
        #expect(rig.limits.maximumUncertain.description == "200 uL")
        #expect(rig.limits.minimumRate?.description == "0.05 mL/day")
        #expect(rig.limits.primeRate?.description == "150 mL/day")
        #expect(rig.profile().primeRate == rig.limits.primeRate)
        #expect(rig.limits.stoppedTooLong == .hour * 12 && rig.limits.trustWallClock)
        #expect(rig.limits.resumeAfterRestart == .background)
        #expect(rig.limits.allowDegradedRealTime && rig.limits.externalGate && rig.mechanics.reverseDirection)
        #expect(rig.profile().rest == .release)
        // 7 ms of the driver, 20 ms of the monostable, 50 ms of the supervisor.
        #expect(rig.profile().enableLead == .millisecond * 77)
        #expect(rig.profile().pauseLimit == .minute * 10)
        guard case .gpio(let wiring) = rig.hardware else { return #expect(Bool(false)) }
        #expect(wiring.lines.chip == "pinctrl-bcm2711")
        #expect(wiring.lines.outputs.count == 5 && wiring.lines.inputs.count == 7)
        let stop = try #require(wiring.lines.inputs[.stop])
        #expect(stop.name == "S" && stop.activeLow && stop.bias == .pullDown && stop.debounce == .millisecond * 6)
        #expect(wiring.driver.stepLow == .microsecond * 4)
        #expect(wiring.driver.monostableSettle == .millisecond * 20)
    }

    @Test("The digest is the SHA-256 of the text as it was written")
    func digest() throws {
        #expect(
            TextDigest.hexadecimal(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(TextDigest.hexadecimal(of: "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let plain = try RigDescription(parsing: RigText.simulated, file: "r.toml")
        let commented = try RigDescription(parsing: RigText.simulated + "\n# x", file: "r.toml")
        #expect(plain.digest != commented.digest)
        #expect(plain.digest == TextDigest.hexadecimal(of: RigText.simulated))
    }

    @Test("A curve is resampled exactly: every step within a picolitre, the sum to the picolitre", arguments: 0..<6)
    func resampling(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<20 {
            let points = Int.random(in: 1...512, using: &random)
            let steps = Int.random(in: 8...512, using: &random)
            let curve = (0..<points).map { _ in String(Int64.random(in: 900...1_100, using: &random)) }
            let text =
                RigText.simulated
                .replacing("full-steps-per-revolution = 200", with: "full-steps-per-revolution = \(max(10, steps))")
                + "\ncurve = [\(curve.joined(separator: ", "))]"
            let rig = try RigDescription(
                parsing: text.replacing("200 mL/day", with: "1 mL/day"), file: "r.toml")
            let count = rig.mechanics.fullStepsPerRevolution
            let volumes = rig.calibration.stepVolumes(count: count)
            #expect(volumes.reduce(0, +) == 10_000_000)
            #expect(rig.profile().curve.revolution.picoliters == 10_000_000)
            let values = curve.compactMap { Double($0) }
            let sum = values.reduce(0, +)
            for step in 0..<count {
                // The overlap of the step with each point of the curve, in floating point.
                let (from, to) = (Double(step * points) / Double(count), Double((step + 1) * points) / Double(count))
                var share = 0.0
                for index in Int(from)..<min(points, Int(to) + 1) {
                    share += values[index] * max(0, min(to, Double(index + 1)) - max(from, Double(index)))
                }
                #expect(abs(Double(volumes[step]) - share / sum * 10_000_000) < 1.001)
            }
        }
    }

    @Test("Noise in a rig file never traps", arguments: 0..<6)
    func noise(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let values = [
            "0", "-1", "9223372036854775807", "1e308", "nan", "\"\"", "\"0 mL/day\"", "\"99999999999999999999 uL\"",
            "\"0 steps/s\"", "[]", "{}", "true", "\"100000 mL/day\"", "\"0 %\"", "\"0 ms\"", "[0.000001, 1000000]",
            "512", "256",
        ]
        for base in [RigText.simulated, RigText.gpio] {
            for _ in 0..<250 {
                var lines = base.split(separator: "\n").map(String.init)
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    let index = Int.random(in: 0..<lines.count, using: &random)
                    guard let equals = lines[index].firstIndex(of: "=") else { continue }
                    lines[index] = lines[index][...equals] + " " + (values.randomElement(using: &random) ?? "1")
                }
                if Bool.random(using: &random) { lines.append("[head]\nunevenness = \"70 %\"\ncurve = [1, 2]") }
                if let rig = try? RigDescription(parsing: lines.joined(separator: "\n"), file: "noise") {
                    _ = rig.profile()
                }
                var bytes = Array(base.utf8)
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                let text = String(decoding: bytes, as: UTF8.self)
                if let rig = try? RigDescription(parsing: text, file: "noise") { _ = rig.profile() }
            }
        }
    }
}
