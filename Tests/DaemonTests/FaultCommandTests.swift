// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// Goal: what somebody makes go wrong is found by the pump, said to people and on record. Method: the real daemon on its
/// simulated rig, the real programmer.
@Suite("Faults by command", .serialized, .timeLimit(.minutes(5)))
struct FaultCommandTests {
    private static let infusion = "mode = \"simple-continuous\"\nrate = \"5 mL/day\""

    @Test("BR-W07 BR-A02: a closed line stops the pump and says so; opened, acknowledged and resumed it goes on")
    func occlusion() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        try await client.take(BenchTherapy(infusion: Self.infusion))
        try await client.resume()
        try await daemon.watch { $0.strokes > 5 }
        let begun = try await ProgramRun.cisterna(["--socket", daemon.socket, "fault", "inject", "occlusion"])
        #expect(begun.code == 0 && begun.output.contains("Begun: occlusion, until"), "\(begun.errors)")
        let stopped = try await daemon.watch { $0.state != .delivering }
        #expect(stopped.state == .stopped)
        let alarm = try #require(stopped.alarms.first { $0.condition == "occlusion-downstream" })
        #expect(alarm.priority == .high && !alarm.doing.isEmpty && !alarm.next.isEmpty)
        let found = try await daemon.wait(for: "line-found").payload
        #expect(found["finding"] == "closed" || found["finding"] == "pressure-high")
        #expect(try await ProgramRun.cisterna(["--socket", daemon.socket, "fault", "end"]).code == 0)
        let acknowledged = try await ProgramRun.cisterna(
            ["--socket", daemon.socket, "acknowledge", "occlusion-downstream"])
        #expect(acknowledged.code == 0)
        try await client.resume()
        let strokes = try await client.status().strokes
        try await daemon.watch { $0.strokes > strokes + 3 }
        #expect(
            try await daemon.record("fault-injected", "fault-ended").map(\.kind) == ["fault-injected", "fault-ended"])
        daemon.terminate()
    }

    @Test("A sensor that the rig can do without is missed and said, and delivery goes on")
    func sensor() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        try await client.take(BenchTherapy(infusion: Self.infusion))
        try await client.resume()
        _ = try await client.call(
            ControlMethod.injectFault.qualifiedName,
            ["requestId": "s", "fault": "temperature-silent", "seconds": 600])
        let missed = try await daemon.watch { status in
            status.alarms.contains { $0.condition == "sensor-degraded" }
        }
        #expect(missed.state == .delivering)
        #expect(try await daemon.wait(for: "sensor-failed").payload["fault"] == "stale")
        // Ten minutes of the rig are over soon.
        try await daemon.watch { status in !status.alarms.contains { $0.condition == "sensor-degraded" } }
        daemon.terminate()
    }

    @Test("What is no fault is refused by name, before and behind the socket; the list names all")
    func refused() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        let wrong = try await ProgramRun.cisterna(["--socket", daemon.socket, "fault", "inject", "oclusion"])
        #expect(wrong.code == 64 && wrong.errors.contains("there is no fault “oclusion”"))
        let amount = try await ProgramRun.cisterna(
            ["--socket", daemon.socket, "fault", "inject", "occlusion", "--amount", "0"])
        #expect(amount.code == 64)
        let refusal = try await client.refusal {
            _ = try await $0.call(
                ControlMethod.injectFault.qualifiedName, ["requestId": "x", "fault": "rain", "seconds": 1])
        }
        #expect(refusal["parameter"] == "fault")
        let list = try await ProgramRun.cisterna(["fault", "list"])
        #expect(list.code == 0 && list.output.contains("upstream-occlusion") && list.output.contains("blockLedger"))
        let test = try await ProgramRun.cisterna(["--socket", daemon.socket, "alarms", "test"])
        #expect(test.code == 0 && test.output.contains("no buzzer"), "\(test.errors)")
        daemon.terminate()
    }
}
