// SPDX-License-Identifier: Apache-2.0
import Foundation
import RigFile

/// The kernel's gpio-sim by its configfs folders: chips come, go and change their numbers.
struct GPIOSimulation: Sendable {
    private static let root = "/sys/kernel/config/gpio-sim"
    /// The device on which the rig's chip is.
    private let device: String
    private let label: String

    init() throws {
        label = try HardwareRig.required().wiring.lines.chip
        let devices = try FileManager.default.contentsOfDirectory(atPath: Self.root)
        for name in devices {
            let shown = try? KernelFile.read("\(Self.root)/\(name)/bank0/label")
            if shown?.trimmingCharacters(in: .whitespacesAndNewlines) == label {
                device = "\(Self.root)/\(name)"
                return
            }
        }
        throw TestFailure("no device of gpio-sim has a chip with the label \(label)")
    }

    /// Plugs the rig's chip in or out.
    func setLive(_ isLive: Bool) throws { try KernelFile.write(isLive ? "1" : "0", to: "\(device)/live") }

    /// Gives a line a pull to its released level, as a fresh chip has none.
    func pullUp(_ line: LineDescription) throws {
        let chip = try KernelChip(label: label)
        try KernelFile.write(line.activeLow ? "pull-up" : "pull-down", to: chip.file("pull", of: line.name))
    }

    /// One more chip.
    func addChip(label: String) throws -> Chip {
        let folder = "\(Self.root)/\(label)"
        try FileManager.default.createDirectory(atPath: "\(folder)/bank0", withIntermediateDirectories: true)
        try KernelFile.write(label, to: "\(folder)/bank0/label")
        try KernelFile.write("4", to: "\(folder)/bank0/num_lines")
        try KernelFile.write("1", to: "\(folder)/live")
        return Chip(folder: folder)
    }

    struct Chip {
        let folder: String

        func remove() throws {
            try KernelFile.write("0", to: "\(folder)/live")
            rmdir("\(folder)/bank0")
            rmdir(folder)
        }
    }
}
