// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

@Suite("The daemon over its socket", .serialized)
struct DaemonTests {
    @Test(
        "BR-S08 BR-S10: a therapy file drives counted strokes, within one stroke of what is prescribed, and the notice is on record"
    )
    func firstDrop() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        #expect(try await client.status().state == .stopped)
        try await client.apply()
        try await client.resume()
        try await Client.connect(path: daemon.socket).wait(for: "stroke-ended", count: 20)
        let stop: StopReply = try await client.call(
            ControlMethod.stop.qualifiedName, encoding: EmptyMessage(), as: StopReply.self)
        // Whether it is on disk within the reply's 150 ms is the disk's affair; that it gets there is not.
        #expect(stop.confirmed)
        try await Client.connect(path: daemon.socket).wait(for: "state-changed", count: 3)
        let status = try await client.status()
        #expect(status.state == .stopped && status.strokes >= 20)
        #expect(status.odometerForwardPulses == stop.lastOdometerPulses)
        let behind = status.prescribedSinceStartPicoliters - status.deliveredSinceStart.nominalPicoliters
        #expect(behind >= 0 && behind < 600_000, "\(behind)")
        #expect(status.realTime.lateEdges == 0)
        #expect(status.notice.contains("bench"))
        var started: EventMessage?
        for try await reply in client.stream(
            ControlMethod.events.qualifiedName, ["kinds": ["daemon-started"], "limit": 1])
        {
            if let event = reply["event"] { started = try event.decode(EventMessage.self) }
        }
        #expect(try #require(started).payload["notice"]?.text == status.notice)
        daemon.terminate()
        #expect(daemon.process.terminationStatus == 0)
    }

    @Test(
        "BR-D11: after SIGKILL the pump is stopped, says so, and counts what may have moved; requests keep their outcome"
    )
    func killed() async throws {
        let daemon = try DaemonProcess()
        var client = try await daemon.start()
        try await client.apply()
        try await client.resume()
        let bolus: JSONValue = [
            "requestId": "bolus-1", "revision": 1, "doseNanograms": 10_000, "durationSeconds": 600,
        ]
        let first = try await client.call(ControlMethod.bolus.qualifiedName, bolus)
        try await Client.connect(path: daemon.socket).wait(for: "stroke-ended", count: 5)
        let before = try await client.status()
        daemon.kill()
        client = try await daemon.start()
        let status = try await client.status()
        #expect(status.state == .stopped)
        #expect(status.alarms.map(\.condition).contains("restarted"))
        #expect(status.bolus == nil)
        #expect(status.deliveredOnRecord.upperPicoliters >= before.deliveredOnRecord.nominalPicoliters)
        #expect(status.odometerForwardPulses >= before.odometerForwardPulses)
        #expect(status.odometerForwardPulses <= before.grantPulses + 400)
        // The same intent asked again gets the first outcome and is not delivered twice.
        #expect(try await client.call(ControlMethod.bolus.qualifiedName, bolus) == first)
        #expect(try await client.status().bolus == nil)
        await #expect(throws: CallError.self) {
            try await client.call(
                ControlMethod.bolus.qualifiedName,
                ["requestId": "bolus-1", "revision": 1, "doseNanograms": 20_000, "durationSeconds": 600])
        }
        daemon.terminate()
    }

    @Test("BR-F05: a resume while delivering is refused and changes nothing; an id that nobody used is unknown")
    func resumeTwice() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        try await client.apply()
        try await client.resume()
        await #expect(throws: CallError.self) { try await client.resume() }
        await #expect(throws: CallError.self) { try await client.resume() }
        try await Client.connect(path: daemon.socket).wait(for: "stroke-ended", count: 8)
        let status = try await client.status()
        #expect(status.state == .delivering && status.alarms.isEmpty, "\(status.alarms)")
        let outcome = try await client.call(ControlMethod.outcome.qualifiedName, ["requestId": "never"])
        #expect(outcome["state"] == "unknown")
        daemon.terminate()
    }

    @Test("A clean restart settles exactly and keeps the prescription")
    func cleanRestart() async throws {
        let daemon = try DaemonProcess()
        var client = try await daemon.start()
        try await client.apply()
        try await client.resume()
        try await Client.connect(path: daemon.socket).wait(for: "stroke-ended", count: 3)
        daemon.terminate()
        client = try await daemon.start()
        let status = try await client.status()
        #expect(status.prescription?.revision == 1 && status.programRateNanolitersPerDay == 500_000)
        #expect(status.grantPulses == status.odometerForwardPulses)
        try await client.resume()
        try await Client.connect(path: daemon.socket).wait(for: "stroke-ended", count: 4)
        daemon.terminate()
    }

    @Test("A second daemon on the same record ends with 75 and names the first")
    func second() async throws {
        let daemon = try DaemonProcess()
        _ = try await daemon.start()
        let second = try daemon.runToEnd(["--config", daemon.configuration])
        #expect(second.code == 75)
        #expect(second.said.contains("in use by another daemon (process \(daemon.process.processIdentifier))"))
        daemon.terminate()
    }

    @Test("BR-S02: wrong configuration and wrong rig files end with 78 and say where")
    func wrongFiles() throws {
        let daemon = try DaemonProcess()
        #expect(try daemon.runToEnd(["--config", daemon.configuration, "--check"]).code == 0)
        try "name = 3\nspeed = 4\n".write(toFile: daemon.configuration, atomically: true, encoding: .utf8)
        let wrong = try daemon.runToEnd(["--config", daemon.configuration])
        #expect(wrong.code == 78)
        #expect(wrong.said.contains("cisternad.toml:1:8: name:"), "\(wrong.said)")
        #expect(wrong.said.contains("cisternad.toml:2:1: speed:"), "\(wrong.said)")
        let missing = try daemon.runToEnd(["--config", "/nowhere/cisternad.toml"])
        #expect(missing.code == 78 && missing.said.contains("/nowhere/cisternad.toml: cannot be read"))
        #expect(try daemon.runToEnd(["--speed"]).code == 64)
    }

    @Test("A GPIO rig without its chip ends with 69 or 78 and says which chip is missing")
    func noChip() throws {
        let daemon = try DaemonProcess()
        try daemon.write(speedUp: 1, rig: "Config/rigs/raspberry-pi-tmc2209.toml")
        let ended = try daemon.runToEnd(["--config", daemon.configuration])
        #expect(ended.code == 69 || ended.code == 78)
        #expect(ended.said.contains("pinctrl-bcm2711"), "\(ended.said)")
        #expect(try daemon.runToEnd(["--config", daemon.configuration, "--safe-state"]).code != 0)
    }

    @Test("Refusals keep their figures: rate above the rig's, a bare number, an unknown key, a bolus too small")
    func refusals() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        let file = DaemonProcess.root.appendingPathComponent("Config/therapies/continuous.toml")
        let good = try String(contentsOf: file, encoding: .utf8)
        func propose(_ document: String) async throws -> CallError? {
            do {
                _ = try await client.call(
                    ControlMethod.propose.qualifiedName,
                    [
                        "requestId": .string(UUID().uuidString), "document": .string(document), "revision": 0,
                        "operator": "test", "fileName": "t.toml",
                    ])
                return nil
            } catch let error as CallError {
                return error
            }
        }
        let line = try #require(good.split(separator: "\n").first { $0.hasPrefix("dose-rate") || $0.hasPrefix("rate") })
        let fast = try await propose(good.replacing(line, with: #"rate = "300 mL/day""#))
        #expect(fast?.name == "io.cisterna.Programmer.LimitExceeded")
        let bare = try await propose(good.replacing(line, with: "rate = 3"))
        #expect(bare?.name == "io.cisterna.Programmer.InvalidDocument")
        #expect(bare?.parameters["problems"] != nil)
        #expect(try await propose(good + "\nhello = 1\n")?.name == "io.cisterna.Programmer.InvalidDocument")
        try await client.apply()
        try await client.resume()
        await #expect(throws: CallError.self) {
            try await client.call(
                ControlMethod.bolus.qualifiedName,
                ["requestId": "b", "revision": 1, "volumeNanoliters": 100, "durationSeconds": 60])
        }
        daemon.terminate()
    }

    @Test(
        "BR-F02: a thread that is made to hang fails the pump by the supervisor's word, and the fault is on record",
        arguments: [TestFaultWord.blockRealTime, .spinRealTime])
    func hang(fault: TestFaultWord) async throws {
        let daemon = try DaemonProcess(speedUp: 1)
        let client = try await daemon.start()
        try await client.apply()
        try await client.resume()
        let inject = ControlMethod.injectFault.qualifiedName
        await #expect(throws: CallError.invalidParameter("seconds")) {
            try await client.call(inject, ["requestId": "f0", "fault": .string(fault.rawValue), "seconds": 0])
        }
        _ = try await client.call(inject, ["requestId": "f1", "fault": .string(fault.rawValue), "seconds": 1])
        // A stream that is given up takes its connection with it.
        try await Client.connect(path: daemon.socket).wait(for: "fault-injected")
        while try await client.status().state != .failed { await Task.yield() }
        #expect(try await client.status().alarms.contains { $0.condition == "controller-fault" })
        daemon.terminate()
    }

    @Test("BR-S01: the self-test names its checks, and while delivering it is refused")
    func selfTest() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        let reply: SelfTestReply = try await client.call(
            ControlMethod.selfTest.qualifiedName, encoding: RequestParameters(requestId: "s1"), as: SelfTestReply.self)
        #expect(reply.passed && reply.checks.count == 8)
        try await client.apply()
        try await client.resume()
        await #expect(throws: CallError.self) {
            try await client.call(ControlMethod.selfTest.qualifiedName, ["requestId": "s2"])
        }
        daemon.terminate()
    }
}
