// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import SimulatedRig
import Testing
import Varlink

/// Goal: a daemon drives a rig that stands in another process and outlives it, and the two agree on every pulse. Method:
/// both real, killed and stopped; what the rig counted against what the daemon has on record.
@Suite("A rig in a process of its own", .serialized)
struct RigProcessTests {
    /// A stroke each 2.2 s of the rig clock.
    private static let therapy = BenchTherapy(infusion: "mode = \"simple-continuous\"\nrate = \"20 mL/day\"")

    private func pump(speedUp: Int = 200) async throws -> (DaemonProcess, RigProcess) {
        let daemon = try DaemonProcess()
        let process = try await RigProcess(in: daemon.folder, speedUp: speedUp)
        try daemon.write(speedUp: speedUp, roles: "rig = \"\(process.lines)\"")
        return (daemon, process)
    }

    @Test("After a clean stop the rig has got as many pulses as the daemon's odometer says, and pumped them all")
    func agrees() async throws {
        let (daemon, rig) = try await pump()
        var client = try await daemon.start()
        try await client.take(Self.therapy)
        try await client.resume()
        try await daemon.watch { $0.strokes >= 25 }
        // A revolution has twenty strokes: the mark was passed, and the head's phase is known.
        #expect(try await client.status().phaseKnown)
        daemon.terminate()
        let lines = try RigLines.watch(rig.lines)
        client = try await daemon.start()
        let status = try await client.status()
        #expect(status.odometerForwardPulses == lines.forwardPulses.pulses && lines.lostPulses == .zero)
        #expect(status.phaseKnown && status.pressurePascals != nil)
        daemon.terminate()
        let truth = try rig.end()
        #expect(truth["forwardPulses"] == status.odometerForwardPulses && truth["reversePulses"] == 0)
        let pumped = try #require(truth["pumpedPicoliters"])
        #expect(pumped >= status.deliveredOnRecord.lowerPicoliters)
        #expect(pumped <= status.deliveredOnRecord.upperPicoliters)
    }

    @Test("BR-D15: what the rig got of a daemon that was killed lies within what the record says it may have got")
    func killed() async throws {
        let (daemon, rig) = try await pump()
        var client = try await daemon.start()
        try await client.take(Self.therapy)
        try await client.resume()
        try await daemon.watch { $0.strokes >= 3 }
        let before = try await client.status()
        daemon.kill()
        let pulses = try RigLines.watch(rig.lines).forwardPulses.pulses
        client = try await daemon.start()
        let status = try await client.status()
        #expect(pulses >= before.odometerForwardPulses && pulses <= status.odometerForwardPulses)
        #expect(try RigLines.watch(rig.lines).forwardPulses.pulses == pulses, "nothing moves before somebody resumes")
        daemon.terminate()
    }

    @Test("A rig process that dies is a lost device: the pump pauses, and a start without it says what is missing")
    func rigDies() async throws {
        let (daemon, rig) = try await pump()
        let client = try await daemon.start()
        try await client.apply()
        try await client.resume()
        rig.kill()
        try await daemon.wait(for: "condition-raised") { $0["condition"]?.text == "device-lost" }
        #expect(try await client.status().state == .paused)
        daemon.terminate()
        let ended = try daemon.runToEnd(["--config", daemon.configuration])
        #expect(ended.code == 69 && ended.said.contains("gives no sign of life"), "\(ended)")
    }

    @Test("Lines that do not fit the daemon are refused with what would be right: speed-up, path, kind of rig")
    func refused() async throws {
        let (daemon, rig) = try await pump(speedUp: 100)
        try daemon.write(speedUp: 200, roles: "rig = \"\(rig.lines)\"")
        let speed = try daemon.runToEnd(["--config", daemon.configuration])
        #expect(speed.code == 78 && speed.said.contains("a speed-up of 100, simulation.speed-up says 200"), "\(speed)")
        try daemon.write(speedUp: 100, roles: "rig = \"lines\"")
        let path = try daemon.runToEnd(["--config", daemon.configuration, "--check"])
        #expect(path.code == 78 && path.said.contains("simulation.rig: a path from the root"), "\(path)")
        try daemon.write(
            speedUp: 1, roles: "rig = \"\(rig.lines)\"", rig: "Config/rigs/raspberry-pi-tmc2209.toml")
        let kind = try daemon.runToEnd(["--config", daemon.configuration, "--check"])
        #expect(kind.code == 78 && kind.said.contains("simulation.rig: “"), "\(kind)")
    }
}
