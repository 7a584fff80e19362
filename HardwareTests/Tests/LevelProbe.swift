// SPDX-License-Identifier: Apache-2.0
import RigFile

@testable import RigHardware

/// Looks at an output's electrical level without holding it: where the kernel simulates the chip by its own report, on a
/// physical rig through the input that the line is wired back to (`[wired-back]` of the rig file).
struct LevelProbe: Sendable {
    private enum Way {
        case simulated(path: String)
        case wired(chip: String, input: GPIOConfiguration.Output)
    }

    private let way: Way
    private let activeLow: Bool

    init(_ role: LineAssignment.Output, rig: HardwareRig, chip: KernelChip) throws {
        let line = try rig.output(role)
        activeLow = line.activeLow
        if chip.isSimulation {
            way = .simulated(path: try chip.file("value", of: line.name))
        } else if let back = rig.wiring.lines.wiredBack[role] {
            way = .wired(
                chip: rig.wiring.lines.chip, input: GPIOConfiguration.Output(name: back.name))
        } else {
            throw TestFailure("the rig file wires \(role.rawValue) back to no input: [wired-back]")
        }
    }

    /// Whether the line is at the level that means asserted.
    func isAsserted() throws -> Bool {
        switch way {
        case .simulated(let path): return try KernelFile.read(path).hasPrefix("1") != activeLow
        case .wired(let chip, let input):
            let lines = try GPIOLines(chip: chip)
            return try lines.read(input, asInput: true, consumer: "hardware-tests") != activeLow
        }
    }

    /// Looks every millisecond until the line is released, and gives the time (CLOCK_MONOTONIC, ns); nil for never.
    func waitUntilReleased(within seconds: Int64) async throws -> Int64? {
        let deadline = PumpUnderTest.now + seconds * 1_000_000_000
        while PumpUnderTest.now < deadline {
            if try !isAsserted() { return PumpUnderTest.now }
            try await Task.sleep(for: .milliseconds(1))
        }
        return nil
    }
}
