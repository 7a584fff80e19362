// SPDX-License-Identifier: Apache-2.0
import Foundation
import RigHardware
import Testing

/// Goal: a pump has one master. Method: other processes hold its folder, its socket and its lines.
@Suite("One master", .serialized, .enabled(if: HardwareRig.isThere))
struct OwnershipTests {
    @Test("A second daemon for the same pump says so and disturbs nothing")
    func secondDaemon() async throws {
        let pump = try PumpUnderTest()
        try pump.start(forgetting: true)
        let client = try await pump.client()
        try await pump.deliver(rate: "20 mL/day", client)
        let before = try await pump.wait(forPulses: 40, client)
        let second = try Shell.run("cisternad", "--config", pump.rig.configuration)
        #expect(second.code == 75, "\(second.said)")
        #expect(second.said.contains("in use"), "\(second.said)")
        let after = try await pump.wait(forPulses: before.odometerForwardPulses + 40, client)
        #expect(after.state == .delivering)
        try await pump.stop(client)
        try pump.stopService()
    }

    @Test(
        "A line that somebody else holds is an error that names the line and the holder",
        arguments: ["STEP", "ENABLE"])
    func heldLine(role: String) async throws {
        let pump = try PumpUnderTest()
        try pump.stopService()
        let line = try pump.rig.output(role == "STEP" ? .step : .enable).name
        let holder = try LineHolder(chip: pump.rig.wiring.lines.chip, line: line)
        defer { holder.release() }
        let outcome = try Shell.run("cisternad", "--config", pump.rig.configuration)
        #expect(outcome.code == 75 || outcome.code == 69, "\(outcome.code)")
        #expect(outcome.said.contains("\"\(line)\""), "\(outcome.said)")
        #expect(outcome.said.contains(holder.consumer), "\(outcome.said)")
        Figures.add("held line", ["line": line, "said": String(outcome.said.split(separator: "\n").last ?? "")])
    }
}
