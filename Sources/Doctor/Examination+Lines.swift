// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import RigHardware

extension Examination {
    /// The machine's chips with what udev says of them, and the rig's lines among them.
    func gpioLines() -> Finding {
        let shown = chips.map(chipText)
        guard let configuration = rig.configuration else {
            if isSimulated, chips.isEmpty { return Finding(.gpioLines, .good, "a simulated rig has none") }
            let count = chips.isEmpty ? "no GPIO chip" : chips.count == 1 ? "1 GPIO chip" : "\(chips.count) GPIO chips"
            let text = ([count + " here"] + shown).joined(separator: "\n")
            if isSimulated { return Finding(.gpioLines, .good, text) }
            return Finding(
                .gpioLines, .unknown, text + "; which lines are wanted is not known",
                remedy: "Name the rig file with --rig.")
        }
        let matching = chips.filter { $0.chip.code == 0 && $0.chip.label == configuration.chip }
        guard matching.count == 1, let chip = matching.first else {
            if matching.isEmpty, chips.contains(where: { $0.chip.code != 0 }) {
                let text = "whether a chip has the label \(configuration.chip) cannot be seen: one could not be opened"
                return Finding(
                    .gpioLines, examiner == .user ? .unknown : .bad, ([text] + shown).joined(separator: "\n"),
                    remedy: "Install 70-cisterna.rules and add the user to the group gpio.")
            }
            let text = matching.isEmpty ? "no chip has the label" : "\(matching.count) chips have the label"
            return Finding(
                .gpioLines, .bad, (["\(text) \(configuration.chip)"] + shown).joined(separator: "\n"),
                remedy: "Give the rig file's lines.chip the label of the one chip that is meant; gpiodetect lists them."
            )
        }
        let places = configuration.namedLines.map { place(of: $0.name, for: $0.purpose, in: chip, configuration) }
        let wrong = places.filter { !$0.isRight }.count
        let summary =
            wrong == 0
            ? "\(configuration.chip): all \(places.count) lines of the rig are there"
            : "\(configuration.chip): \(wrong) of the rig's \(places.count) lines cannot be had"
        return Finding(
            .gpioLines, wrong == 0 ? .good : .bad,
            ([summary] + shown + places.map(\.text)).joined(separator: "\n"),
            remedy: "Give the rig file names that the chip has once and nobody else holds; gpioinfo lists both.")
    }

    /// `gpiochip0 "pinctrl-bcm2711", 58 lines; udev: platform-fe200000.gpio`.
    private func chipText(_ chip: ExaminedChip) -> String {
        let name = chip.chip.path.split(separator: "/").last.map(String.init) ?? chip.chip.path
        let udev = UdevRecord(of: name, machine).text
        guard chip.chip.code == 0 else { return "\(name) could not be opened; udev: \(udev)" }
        return "\(name) \"\(chip.chip.label)\", \(chip.chip.lineCount) lines; udev: \(udev)"
    }

    /// Where a line of the rig stands, and who holds it. The daemon's own lines are held by the daemon itself.
    private func place(
        of name: String, for purpose: String, in chip: ExaminedChip, _ configuration: GPIOConfiguration
    ) -> (isRight: Bool, text: String) {
        let found = chip.lines.filter { $0.name == name }
        guard found.count == 1, let line = found.first else {
            return (false, "\(purpose): \(name) is \(found.isEmpty ? "not there" : "there \(found.count) times")")
        }
        let direction = line.isOutput ? "output" : "input"
        guard line.isUsed else {
            return (examiner == .user, "\(purpose): \(name), \(direction), held by nobody")
        }
        let holder = line.consumer.isEmpty ? "somebody without a name" : "\"\(line.consumer)\""
        let isOwn = examiner == .daemon && line.consumer.hasPrefix("\(configuration.consumerPrefix)-")
        return (isOwn, "\(purpose): \(name), \(direction), held by \(holder)")
    }

    /// What lines do when nobody holds them: what the driver is told when the daemon has died.
    func releasedLinesFinding() -> Finding {
        let pull =
            "Wire a pull resistor from ENABLE to its driver-off level, or an external gate (limits.external-gate)."
        let gate = rig.configuration?.hasExternalGate == true
        switch releasedLines {
        case .found(let enable):
            let left = enable.leftDriven.map { "its last holder had left it driven, driver \($0 ? "on" : "off")" }
            let rest = "released it means driver \(enable.isOnWhenReleased ? "on" : "off")"
            let text = "ENABLE before the daemon's start: \(left ?? "nobody drove it"); \(rest)"
            guard enable.isOnWhenReleased else { return Finding(.releasedLines, .good, text) }
            return Finding(.releasedLines, gate ? .notice : .bad, text + gateText(gate), remedy: pull)
        case .probed(let lines):
            let text = lines.map(probeText).joined(separator: "\n")
            let unsafe = lines.filter(\.isAsserted).map(\.purpose)
            guard !unsafe.isEmpty else { return Finding(.releasedLines, .good, text) }
            guard unsafe.contains("enable") else {
                return Finding(
                    .releasedLines, .notice, text,
                    remedy: "Wire pull resistors to the safe level of: \(unsafe.joined(separator: ", ")).")
            }
            return Finding(.releasedLines, gate ? .notice : .bad, text + gateText(gate), remedy: pull)
        case .failed(let error):
            return Finding(.releasedLines, .unknown, "the probe failed: \(error)")
        case .notLookedAt:
            if isSimulated { return Finding(.releasedLines, .good, "a simulated rig has none") }
            return Finding(
                .releasedLines, .unknown, "not looked at",
                remedy: rig.configuration == nil
                    ? "Name the rig file with --rig." : "Probe them with --probe-lines, the motor's supply cut.")
        }
    }

    private func gateText(_ hasGate: Bool) -> String {
        hasGate ? "; the rig file says that an external gate holds the driver off" : ""
    }

    private func probeText(_ line: GPIOReleasedLine) -> String {
        let level =
            switch line.purpose {
            case "enable": line.isAsserted ? "driver on" : "driver off"
            case "pinch-valve": line.isAsserted ? "valve open" : "valve closed"
            default: line.isAsserted ? "high" : "low"
            }
        return
            "\(line.purpose) (\(line.name)) \(line.staysDriven ? "stays driven" : "falls back to its pull"): \(level)"
    }
}
