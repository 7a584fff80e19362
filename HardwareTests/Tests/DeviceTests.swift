// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import RigFile
import Testing

/// Goal: the lines are the right ones, with the right owner, and their loss is noticed. Method: udev's rules and the kernel's
/// simulated chips, which can be renumbered and taken away.
@Suite("Chips and lines", .serialized, .enabled(if: HardwareRig.isThere))
struct DeviceTests {
    @Test("The rules give chips to the group gpio, which the daemon's user is in")
    func permissions() throws {
        let pump = try PumpUnderTest()
        let chip = try KernelChip(label: pump.rig.wiring.lines.chip)
        let listing = try Shell.must("stat", "-c", "%G %a", "/dev/\(chip.node)")
        #expect(listing.trimmingCharacters(in: .whitespacesAndNewlines) == "gpio 660")
        #expect(try Shell.must("id", "-nG", "cisterna").split(whereSeparator: \.isWhitespace).contains("gpio"))
    }

    @Test("The daemon runs as its own user, without a capability")
    func user() throws {
        let pump = try PumpUnderTest()
        try pump.start()
        let process = try pump.processID
        let status = try KernelFile.read("/proc/\(process)/status")
        let uid = try Shell.must("id", "-u", "cisterna").trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(uid != "0")
        #expect(status.contains("Uid:\t\(uid)\t\(uid)\t\(uid)\t\(uid)"))
        #expect(status.contains("CapEff:\t0000000000000000"))
        try pump.stopService()
    }

    @Test(
        "BR-S02: a line that the chip does not have is an error that names it, and those that there are",
        .enabled(if: HardwareRig.isKernelSimulation))
    func missingLine() throws {
        let pump = try PumpUnderTest()
        try pump.stopService()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cisterna-missing-line")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let step = try pump.rig.output(.step).name
        let rigFile = folder.appendingPathComponent("rig.toml").path
        let text = pump.rig.description.text.replacingOccurrences(of: "\"\(step)\"", with: "\"STEPP\"")
        try text.write(toFile: rigFile, atomically: true, encoding: .utf8)
        let configuration = folder.appendingPathComponent("pump.toml").path
        try """
        name = "missing"
        rig = "\(rigFile)"
        state = "\(folder.path)/state"
        socket = "\(folder.path)/control.sock"
        """.write(toFile: configuration, atomically: true, encoding: .utf8)
        let outcome = try Shell.run("cisternad", "--config", configuration)
        #expect(outcome.code == 78 || outcome.code == 69, "\(outcome.code)")
        #expect(outcome.said.contains("STEPP") && outcome.said.contains(step), "\(outcome.said)")
        Figures.add("missing line", ["said": String(outcome.said.split(separator: "\n").last ?? "")])
    }

    @Test(
        "The rig's chip is found by its label although its number changed",
        .enabled(if: HardwareRig.isKernelSimulation))
    func renumbered() async throws {
        let pump = try PumpUnderTest()
        let label = pump.rig.wiring.lines.chip
        try pump.stopService()
        let before = try KernelChip(label: label)
        let simulation = try GPIOSimulation()
        try simulation.setLive(false)
        let other = try simulation.addChip(label: "somebody-else")
        defer { try? other.remove() }
        try simulation.setLive(true)
        try Shell.must("udevadm", "settle")
        let after = try KernelChip(label: label)
        #expect(after.node != before.node, "the chip kept its number: nothing was tested")
        try simulation.pullUp(try pump.rig.output(.enable))
        try pump.start(forgetting: true)
        let client = try await pump.client()
        let trace = try LineTrace(after)
        try await pump.deliver(rate: "50 mL/day", client)
        _ = try await pump.wait(forPulses: 40, client)
        try await pump.stop(client)
        #expect(try PulseTrain(trace.events(), rig: pump.rig, chip: after).count >= 40)
        try pump.stopService()
        Figures.add("renumbered chip", ["before": before.node, "after": after.node])
    }

    @Test(
        "A chip that disappears while the pump delivers stops it, with a condition that says so",
        .enabled(if: HardwareRig.isKernelSimulation))
    func disappearing() async throws {
        let pump = try PumpUnderTest()
        let simulation = try GPIOSimulation()
        try pump.start(forgetting: true)
        let client = try await pump.client()
        try await pump.deliver(rate: pump.rig.description.limits.maximumRate.description, client)
        _ = try await pump.wait(forPulses: 200, client)
        let start = PumpUnderTest.now
        try simulation.setLive(false)
        var status = try await pump.status(client)
        while status.state == .delivering {
            try #require(PumpUnderTest.now - start < 30_000_000_000, "the pump goes on delivering without its chip")
            try await Task.sleep(for: .milliseconds(5))
            status = try await pump.status(client)
        }
        let noticed = PumpUnderTest.now - start
        #expect(status.state == .failed || status.state == .stopped, "\(status.state)")
        #expect(status.alarms.contains { $0.condition == "controller-fault" }, "\(status.alarms.map(\.condition))")
        // It does not come back to life by itself, also when the chip does.
        try simulation.setLive(true)
        try Shell.must("udevadm", "settle")
        try simulation.pullUp(try pump.rig.output(.enable))
        let odometer = try await pump.status(client).odometerForwardPulses
        try await Task.sleep(for: .milliseconds(500))
        #expect(try await pump.status(client).odometerForwardPulses == odometer)
        Figures.add(
            "lost chip",
            [
                "noticed after": Figures.milliseconds(noticed), "state": status.state.rawValue,
                "conditions": status.alarms.map(\.condition).joined(separator: ", "),
            ])
        // A restart finds the lines again.
        try pump.start()
        let again = try await pump.client()
        // The failure stands until somebody has seen it.
        await #expect(throws: (any Error).self) { try await pump.deliver(rate: "50 mL/day", again) }
        try await pump.acknowledge("controller-fault", again)
        try await pump.deliver(rate: "50 mL/day", again)
        _ = try await pump.wait(forPulses: odometer + 40, again)
        try await pump.stop(again)
        try pump.stopService()
    }
}
