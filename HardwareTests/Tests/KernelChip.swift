// SPDX-License-Identifier: Apache-2.0
import Foundation
import RigHardware

/// A GPIO chip as the kernel numbers it now.
struct KernelChip: Sendable {
    /// `gpiochip0`.
    let node: String
    /// The number by which tracepoints call its first line.
    let base: Int
    let lines: [String: Int]
    /// Where the kernel's simulation shows and pulls the lines; nil on a real chip.
    let simulation: String?

    var isSimulation: Bool { simulation != nil }

    init(label: String) throws {
        guard let chip = try GPIOChip.all().first(where: { $0.label == label }) else {
            throw TestFailure("no GPIO chip bears the label \(label)")
        }
        let node = String(chip.path.split(separator: "/").last ?? "")
        self.node = node
        lines = Dictionary(
            try chip.lines().map { ($0.name, Int($0.offset)) }, uniquingKeysWith: { first, _ in first })
        base = try Self.base(of: node)
        let device = URL(fileURLWithPath: "/sys/bus/gpio/devices/\(node)").resolvingSymlinksInPath().path
        simulation = chip.isSimulated ? device : nil
    }

    /// From debugfs: `gpiochip0: GPIOs 1016-1023, parent: ...`.
    private static func base(of node: String) throws -> Int {
        let text = try KernelFile.read("/sys/kernel/debug/gpio")
        for line in text.split(separator: "\n") where line.hasPrefix("\(node):") {
            guard let range = line.split(separator: " ").dropFirst(2).first,
                let base = Int(range.split(separator: "-")[0])
            else { break }
            return base
        }
        throw TestFailure("/sys/kernel/debug/gpio does not number \(node)")
    }

    /// The number by which tracepoints call a line.
    func number(of line: String) throws -> Int {
        guard let offset = lines[line] else { throw TestFailure("\(node) has no line \(line)") }
        return base + offset
    }

    /// The file in which the simulation shows (`value`) or pulls (`pull`) a line.
    func file(_ attribute: String, of line: String) throws -> String {
        guard let simulation, let offset = lines[line] else { throw TestFailure("\(line) is on no simulated chip") }
        return "\(simulation)/sim_gpio\(offset)/\(attribute)"
    }
}
