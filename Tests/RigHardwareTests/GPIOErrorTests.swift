// SPDX-License-Identifier: Apache-2.0
import Glibc
import Testing

@testable import RigHardware

/// Goal: who asks for a chip or a line that is not to be had learns what is there instead and gets the right exit status.
/// Method: look for them among given chips and lines, and on this machine under a label that no machine has.
@Suite("GPIO errors")
struct GPIOErrorTests {
    private static let chips = [
        GPIOChip(path: "/dev/gpiochip0", label: "pinctrl-bcm2711", lineCount: 58),
        GPIOChip(path: "/dev/gpiochip1", label: "expander", lineCount: 8),
        GPIOChip(path: "/dev/gpiochip2", label: "expander", lineCount: 8),
    ]
    private static let lines = [
        GPIOLine(name: "", offset: 0),
        GPIOLine(name: "GPIO17", offset: 1),
        GPIOLine(name: "GPIO22", offset: 2, isUsed: true, consumer: "other-program"),
        GPIOLine(name: "TWICE", offset: 3),
        GPIOLine(name: "TWICE", offset: 4),
        GPIOLine(name: "", offset: 5),
    ]

    @Test("A chip is found by its label")
    func chipIsFound() throws {
        #expect(try GPIOChip.named("pinctrl-bcm2711", among: Self.chips).path == "/dev/gpiochip0")
    }

    @Test("A wrong label: the labels that are there")
    func wrongLabel() {
        let error = #expect(throws: GPIOError.self) { try GPIOChip.named("gpiochip0", among: Self.chips) }
        #expect(error?.problem == .noSuchChip(labels: ["pinctrl-bcm2711", "expander", "expander"]))
        #expect(error?.exitCode == 78)
        #expect(error?.description.contains("\"gpiochip0\" is not there; there are: \"pinctrl-bcm2711\"") == true)
    }

    @Test("A label of two chips: their paths")
    func labelOfTwo() {
        let error = #expect(throws: GPIOError.self) { try GPIOChip.named("expander", among: Self.chips) }
        #expect(error?.problem == .chipNotUnique(paths: ["/dev/gpiochip1", "/dev/gpiochip2"]))
        #expect(error?.exitCode == 78)
    }

    @Test("No chip at all")
    func noChip() {
        let error = #expect(throws: GPIOError.self) { try GPIOChip.named("pinctrl-bcm2711", among: []) }
        #expect(error?.problem == .noChips)
        #expect(error?.exitCode == 69)
        #expect(error?.description.contains("pinctrl-bcm2711") == true)
    }

    @Test("A chip that may not be opened could be the one", arguments: [EACCES, EPERM])
    func closedChip(code: Int32) {
        let closed = GPIOChip(path: "/dev/gpiochip3", label: "", code: code)
        let error = #expect(throws: GPIOError.self) { try GPIOChip.named("other", among: Self.chips + [closed]) }
        #expect(error?.problem == .notPermitted(path: "/dev/gpiochip3"))
        #expect(error?.code == code)
        #expect(error?.exitCode == 77)
        #expect(throws: Never.self) { try GPIOChip.named("pinctrl-bcm2711", among: Self.chips + [closed]) }
    }

    @Test("A chip that vanished while it was looked at does not count")
    func vanishedChip() {
        let vanished = GPIOChip(path: "/dev/gpiochip3", label: "", code: ENODEV)
        let error = #expect(throws: GPIOError.self) { try GPIOChip.named("", among: [vanished]) }
        #expect(error?.problem == .noSuchChip(labels: []))
    }

    @Test("A line is found by its name")
    func lineIsFound() throws {
        #expect(try GPIOLine.free("GPIO17", among: Self.lines, chip: "c").offset == 1)
    }

    @Test("A wrong name: the names that are there")
    func wrongName() {
        let error = #expect(throws: GPIOError.self) { try GPIOLine.free("17", among: Self.lines, chip: "c") }
        #expect(error?.problem == .noSuchLine(names: ["GPIO17", "GPIO22", "TWICE", "TWICE"]))
        #expect(error?.exitCode == 78)
        #expect(error?.description.contains("line \"17\" of chip \"c\" is not there; named lines: \"GPIO17\"") == true)
    }

    @Test("A name of two lines: their offsets")
    func nameOfTwo() {
        let error = #expect(throws: GPIOError.self) { try GPIOLine.free("TWICE", among: Self.lines, chip: "c") }
        #expect(error?.problem == .lineNotUnique(offsets: [3, 4]))
        #expect(error?.exitCode == 78)
    }

    @Test("A line in use: by whom")
    func lineInUse() {
        let error = #expect(throws: GPIOError.self) { try GPIOLine.free("GPIO22", among: Self.lines, chip: "c") }
        #expect(error?.problem == .lineInUse(consumer: "other-program"))
        #expect(error?.exitCode == 69)
        #expect(error?.description.contains("in use by \"other-program\"") == true)
    }

    @Test("A failed call is named with its error")
    func failedCall() {
        let error = GPIOError(.callFailed, chip: "c", line: "l", call: "gpiod_line_request", code: EINVAL)
        #expect(error.description.contains("(gpiod_line_request: Invalid argument)"))
        #expect(error.description.contains("bias"))
        #expect(error.exitCode == 69)
    }

    @Test("On this machine a label that is not there is refused by each way in, with what is there")
    func thisMachine() throws {
        let configuration = Configurations.complete
        let present = try GPIOChip.all()
        let errors = [
            #expect(throws: GPIOError.self) { _ = try GPIORig.open(configuration) },
            #expect(throws: GPIOError.self) { _ = try GPIOSafetyLines.open(configuration) },
            GPIOSafeState.drive(configuration).first,
        ]
        for error in errors {
            let error = try #require(error)
            #expect(error.chip == configuration.chip)
            #expect(error.description.contains("\"\(configuration.chip)\""))
            if present.isEmpty {
                #expect(error.problem == .noChips)
            } else {
                for chip in present where chip.code == 0 && error.exitCode == 78 {
                    #expect(error.description.contains("\"\(chip.label)\""))
                }
            }
        }
    }

    @Test("A wrong configuration is refused before the machine is looked at")
    func wrongConfiguration() {
        var configuration = Configurations.complete
        configuration.timing.stepHigh = .zero
        let rig = #expect(throws: GPIOError.self) { _ = try GPIORig.open(configuration) }
        let lines = #expect(throws: GPIOError.self) { _ = try GPIOSafetyLines.open(configuration) }
        #expect(rig?.exitCode == 78)
        #expect(lines?.exitCode == 78)
    }

    @Test("A released line that means driver on forbids arming, but for an external gate")
    func enableAtRest() {
        let off = EnableAtRest(leftDriven: true, isOnWhenReleased: false)
        let on = EnableAtRest(leftDriven: nil, isOnWhenReleased: true)
        #expect(off.allowsArming(hasExternalGate: false) && off.allowsArming(hasExternalGate: true))
        #expect(!on.allowsArming(hasExternalGate: false) && on.allowsArming(hasExternalGate: true))
    }
}
