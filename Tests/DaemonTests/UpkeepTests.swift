// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// Goal: what wears out is counted across restarts, and what people write stands in the record. Method: the real daemon.
@Suite("Service life and notes over the socket", .serialized, .timeLimit(.minutes(5)))
struct UpkeepTests {
    @Test(
        "BR-W14: revolutions and compressions go on after a kill; a new tube begins at zero, and is never put in while it turns"
    )
    func serviceLife() async throws {
        let daemon = try DaemonProcess(speedUp: 300)
        var client = try await daemon.start()
        try await client.take(BenchTherapy())
        try await client.resume()
        // A revolution is 10 uL and three compressions.
        let bolus = try await client.bolus(microliters: 60, minutes: 20)
        func replace(_ part: PartWord) -> ReplacedParameters {
            ReplacedParameters(requestId: UUID().uuidString, part: part, operator: "ada")
        }
        let running = try await client.refusal { client in
            let _: EmptyMessage = try await client.ask(.replaced, replace(.tube))
        }
        #expect(running["state"] == "delivering")
        let ended = try await daemon.wait(for: "bolus-ended") { $0["bolus"]?.number == bolus.bolusId }
        try #require(ended.payload["end"] == "completed")
        let before = try #require(try await client.status().service)
        #expect(before.revolutions >= 5 && before.tubeCompressions >= 15 && before.tubeCompressionsLimit == nil)
        #expect(before.batteryUsedMilli == nil && !before.replacementDue)
        client = try await daemon.killAndStart()
        let after = try #require(try await client.status().service)
        #expect(after.revolutions >= before.revolutions && after.tubeCompressions >= before.tubeCompressions)
        let _: EmptyMessage = try await client.ask(.replaced, replace(.tube))
        let new = try #require(try await client.status().service)
        #expect(new.tubeCompressions == 0 && new.revolutions >= before.revolutions)
        client = try await daemon.killAndStart()
        #expect(try await client.status().service == new)
        let event = try await daemon.wait(for: "part-replaced")
        #expect(event.payload["part"] == "tube" && event.payload["operator"] == "ada")
        daemon.terminate()
    }

    @Test("BR-R01: a note is on record with who wrote it, once, and an empty one is none")
    func note() async throws {
        let daemon = try DaemonProcess()
        var client = try await daemon.start()
        let note = AnnotateParameters(requestId: "n1", operator: "ada", text: "new beaker on the balance")
        for _ in 0..<2 { let _: EmptyMessage = try await client.ask(.annotate, note) }
        client = try await daemon.killAndStart()
        let _: EmptyMessage = try await client.ask(.annotate, note)
        let written = try await daemon.record("annotation")
        #expect(written.map { $0.payload["text"] } == ["new beaker on the balance"])
        #expect(written.map { $0.payload["operator"] } == ["ada"])
        let empty = try await client.refusal { client in
            let _: EmptyMessage = try await client.ask(
                .annotate, AnnotateParameters(requestId: "n2", operator: "ada", text: ""))
        }
        #expect(empty["parameter"] == "text")
        daemon.terminate()
    }

    @Test("BR-W12, BR-W14: a pump that stands too long, a tube that is worn and a battery at its end each say so")
    func standsAndWears() async throws {
        let daemon = try DaemonProcess()
        let rig = daemon.folder.appendingPathComponent("rig.toml")
        let shipped = DaemonProcess.root.appendingPathComponent("Config/rigs/simulated.toml")
        try String(contentsOf: shipped, encoding: .utf8)
            .replacingOccurrences(of: "[limits]\n", with: "[limits]\nstopped-too-long = \"1 min\"\n")
            .appending(
                """

                [service]
                tube-compressions = 12
                battery-capacity = "1 J"
                quiescent-power = "0 uW"
                energy-per-stroke = "12 mJ"
                """
            ).write(to: rig, atomically: true, encoding: .utf8)
        try daemon.write(speedUp: 1_000, rig: rig.path)
        let client = try await daemon.start()
        try await client.take(BenchTherapy())
        try await daemon.watch { $0.alarms.contains { $0.condition == "stopped-too-long" && $0.present } }
        try await client.resume()
        try await daemon.watch { !$0.alarms.contains { $0.condition == "stopped-too-long" } }
        // A revolution is 10 uL, three compressions and twenty strokes.
        try await client.bolus(microliters: 60, minutes: 60)
        let worn = try await daemon.watch { status in
            let listed = Set(status.alarms.filter(\.present).map(\.condition))
            return listed.isSuperset(of: ["tube-worn", "calibration-stale", "battery-replace", "battery-end"])
        }
        // An emulated battery that is used up stops the pump for good.
        #expect(worn.service?.replacementDue == true)
        try await daemon.watch { $0.state == .stopped }
        #expect(try await client.refusal { try await $0.resume() }["condition"] == "battery-end")
        daemon.terminate()
    }
}
