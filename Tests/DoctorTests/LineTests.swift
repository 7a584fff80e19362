// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import RigHardware
import Testing

@testable import Doctor

/// Goal: the rig's lines are told one by one, and what released lines do is judged by what it does to the driver.
/// Method: chips and results as libgpiod would give them.
@Suite("The doctor on lines")
struct LineTests {
    private static func chip(
        holders: [String: String] = [:], missing: String = "", label: String = "pinctrl-bcm2711", code: Int32 = 0
    ) -> ExaminedChip {
        let names = ["GPIO17", "GPIO22", "GPIO27"].filter { $0 != missing }
        return ExaminedChip(
            chip: GPIOChip(path: "/dev/gpiochip0", label: label, lineCount: 58, code: code),
            lines: names.enumerated().map { offset, name in
                GPIOLine(
                    name: name, offset: UInt32(offset), isUsed: holders[name] != nil, consumer: holders[name] ?? "",
                    isOutput: holders[name] != nil)
            })
    }

    private static let ours = ["GPIO17": "cisterna-motor", "GPIO22": "cisterna-enable", "GPIO27": "cisterna-motor"]

    @Test("Lines that the daemon holds are its own, with chip, node and udev's word for it")
    func ownLines() throws {
        let machine = try FakeMachine([
            "/sys/bus/gpio/devices/gpiochip0/dev": "254:0",
            "/run/udev/data/c254:0": "S:gpio/header\nE:ID_PATH=platform-fe200000.gpio\nG:systemd",
        ])
        let finding = machine.examine(chips: [Self.chip(holders: Self.ours)]).finding(.gpioLines)
        let expected = """
            pinctrl-bcm2711: all 3 lines of the rig are there
            gpiochip0 "pinctrl-bcm2711", 58 lines; udev: platform-fe200000.gpio, /dev/gpio/header
            step: GPIO17, output, held by "cisterna-motor"
            direction: GPIO27, output, held by "cisterna-motor"
            enable: GPIO22, output, held by "cisterna-enable"
            """
        #expect(finding.verdict == .good && finding.text == expected, "\(finding)")
    }

    @Test("Without a daemon lines are free, or somebody holds them")
    func freeLines() throws {
        let machine = try FakeMachine()
        let free = machine.examine(examiner: .user, chips: [Self.chip()]).finding(.gpioLines)
        #expect(free.verdict == .good && free.text.contains("enable: GPIO22, input, held by nobody"), "\(free)")
        let held = machine.examine(examiner: .user, chips: [Self.chip(holders: ["GPIO22": "led"])])
        let finding = held.finding(.gpioLines)
        #expect(finding.verdict == .bad && finding.text.contains("held by \"led\""))
        // The daemon that does not hold a line of its rig has lost it.
        #expect(machine.examine(chips: [Self.chip()]).finding(.gpioLines).verdict == .bad)
    }

    @Test("Chips and lines that are not there, or there twice, or closed")
    func missing() throws {
        let machine = try FakeMachine()
        let line = machine.examine(chips: [Self.chip(holders: Self.ours, missing: "GPIO27")]).finding(.gpioLines)
        #expect(line.verdict == .bad && line.text.contains("direction: GPIO27 is not there"), "\(line)")
        let chip = machine.examine(chips: [Self.chip(label: "pinctrl-rp1")]).finding(.gpioLines)
        #expect(chip.verdict == .bad && chip.text.contains("no chip has the label pinctrl-bcm2711"))
        #expect(chip.text.contains("\"pinctrl-rp1\""))
        let twice = machine.examine(chips: [Self.chip(), Self.chip()]).finding(.gpioLines)
        #expect(twice.verdict == .bad && twice.text.contains("2 chips"))
        let closed = Self.chip(label: "", code: 13)
        #expect(machine.examine(examiner: .user, chips: [closed]).finding(.gpioLines).verdict == .unknown)
        #expect(machine.examine(chips: [closed]).finding(.gpioLines).verdict == .bad)
        #expect(machine.examine(rig: .unknown, chips: [Self.chip()]).finding(.gpioLines).verdict == .unknown)
        #expect(machine.examine(rig: FakeMachine.simulated).finding(.gpioLines).verdict == .good)
    }

    @Test(
        "What ENABLE said before the daemon's start",
        arguments: [
            (Bool?.none, false, false, VerdictWord.good, "nobody drove it; released it means driver off"),
            (false, false, false, .good, "left it driven, driver off"), (true, true, false, .bad, "driver on"),
            (nil, true, true, .notice, "external gate"),
        ])
    func enableAtRest(
        leftDriven: Bool?, isOn: Bool, hasGate: Bool, verdict: VerdictWord, words: String
    ) throws {
        let enable = EnableAtRest(leftDriven: leftDriven, isOnWhenReleased: isOn)
        let finding = try FakeMachine().examine(
            rig: FakeMachine.rig(externalGate: hasGate), releasedLines: .found(enable)
        ).finding(.releasedLines)
        #expect(finding.verdict == verdict && finding.text.contains(words), "\(finding)")
    }

    @Test("What a probe found, line by line")
    func probed() throws {
        let machine = try FakeMachine()
        func finding(_ lines: [GPIOReleasedLine], gate: Bool = false) -> Finding {
            machine.examine(rig: FakeMachine.rig(externalGate: gate), releasedLines: .probed(lines))
                .finding(.releasedLines)
        }
        func line(_ purpose: String, driven: Bool, asserted: Bool) -> GPIOReleasedLine {
            GPIOReleasedLine(purpose: purpose, name: "GPIO1", staysDriven: driven, isAsserted: asserted)
        }
        let safe = finding([
            line("enable", driven: true, asserted: false), line("step", driven: false, asserted: false),
        ])
        #expect(safe.verdict == .good)
        #expect(
            safe.text == "enable (GPIO1) stays driven: driver off\nstep (GPIO1) falls back to its pull: low")
        #expect(finding([line("enable", driven: false, asserted: true)]).verdict == .bad)
        #expect(finding([line("enable", driven: false, asserted: true)], gate: true).verdict == .notice)
        let valve = finding([line("pinch-valve", driven: false, asserted: true)])
        #expect(valve.verdict == .notice && valve.text.contains("valve open"))
        let failed = #expect(throws: GPIOError.self) { try GPIOReleaseProbe.probe(FakeMachine.configuration) }
        if let failed {
            let finding = machine.examine(releasedLines: .failed(failed)).finding(.releasedLines)
            #expect(finding.verdict == .unknown && finding.text.contains("the probe failed"))
        }
        #expect(machine.examine().finding(.releasedLines).verdict == .unknown)
        #expect(machine.examine(rig: FakeMachine.simulated).finding(.releasedLines).verdict == .good)
    }
}
