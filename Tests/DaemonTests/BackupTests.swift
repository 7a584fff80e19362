// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// Goal: a copy of the record that was made while the pump ran can take its place, and what it cannot know never leads to a
/// dose too many. Method: the real daemon and the real `cisterna`.
@Suite("Backup and restore", .serialized, .timeLimit(.minutes(5)))
struct BackupTests {
    /// A pump with a bolus behind it, its copy, and a bit more delivered than the copy knows; ended.
    private func copied(_ daemon: DaemonProcess) async throws -> String {
        let client = try await daemon.start()
        try await client.take(BenchTherapy(tables: BenchTherapy.demand()))
        try await client.resume()
        _ = try await client.bolus(microliters: 20, minutes: 2)
        try await daemon.wait(for: "bolus-ended")
        let copy = daemon.folder.appendingPathComponent("copy.sqlite").path
        let made = try await ProgramRun.cisterna(["--socket", daemon.socket, "backup", copy])
        #expect(made.code == 0 && made.output.contains("SHA-256"), "\(made)")
        let last = try #require(try await daemon.record("stroke-ended").last)
        try await daemon.wait(for: "stroke-ended", after: last.sequence)
        #expect(try await client.status().state == .delivering)
        // A copy that is there is not written over, and nothing else lies beside the record.
        #expect(try await ProgramRun.cisterna(["--socket", daemon.socket, "backup", copy]).code == 65)
        let files = try FileManager.default.contentsOfDirectory(atPath: daemon.state)
        #expect(!files.contains { $0.hasPrefix("backup") })
        return copy
    }

    private func restore(_ daemon: DaemonProcess, _ copy: String, _ more: String...) async throws
        -> ProgramRun
    {
        try await ProgramRun.cisterna(
            ["restore", "--state", daemon.state, "--reason", "test", "--operator", "ada", "--yes"] + more + [copy])
    }

    @Test("BR-R03, BR-D11: where nobody says what was delivered since, nothing moves with the copy, and until when")
    func unknown() async throws {
        let daemon = try DaemonProcess()
        let copy = try await copied(daemon)
        let refused = try await restore(daemon, copy)
        #expect(refused.code == 75 && refused.errors.contains("in use"), "\(refused)")
        daemon.terminate()
        let restored = try await restore(daemon, copy)
        #expect(restored.code == 0 && restored.output.contains("ledger.replaced-1.sqlite"), "\(restored)")
        let client = try await daemon.start()
        let status = try await daemon.watch { status in status.alarms.contains { $0.condition == "record-damaged" } }
        #expect(status.state == .stopped && status.prescription?.revision == 1)
        let event = try #require(try await daemon.record("record-restored").first)
        #expect(event.payload["operator"] == "ada" && event.requirements == ["BR-R03", "BR-D11"])
        await #expect(throws: CallError.self) { try await client.resume() }
        let refusal = try await ProgramRun.cisterna(["--socket", daemon.socket, "resume", "--yes"])
        #expect(refusal.code == 75 && refusal.errors.contains("possible in 24 h"), "\(refusal)")
        let verified = try await ProgramRun.cisterna(["--socket", daemon.socket, "history", "verify"])
        #expect(verified.code == 0, "\(verified)")
        daemon.terminate()
    }

    @Test("BR-R03, BR-D15: what was delivered since at most counts as delivered, once, and the pump can go on")
    func known() async throws {
        let daemon = try DaemonProcess()
        let copy = try await copied(daemon)
        daemon.terminate()
        #expect(try await restore(daemon, copy, "--delivered-at-most", "30 uL").code == 0)
        var client = try await daemon.start()
        let settled = try #require(try await daemon.record("uncertain-settled").last)
        #expect((settled.payload["beyondRecordPicoliters"]?.number ?? 0) == 30_000_000, "\(settled)")
        let upper = try await client.status().deliveredOnRecord.upperPicoliters
        client = try await daemon.killAndStart()
        #expect(try await daemon.record("uncertain-settled").count { $0.sequence > settled.sequence } == 0)
        #expect(try await client.status().deliveredOnRecord.upperPicoliters == upper)
        for alarm in try await client.status().alarms {
            _ = try? await client.call(
                ControlMethod.acknowledge.qualifiedName,
                ["requestId": .string(UUID().uuidString), "condition": .string(alarm.condition)])
        }
        try await client.resume()
        daemon.terminate()
    }

    @Test("BR-R03: what is no sound copy is refused, and the record stays where it is")
    func unsound() async throws {
        let daemon = try DaemonProcess()
        let copy = try await copied(daemon)
        daemon.terminate()
        let file = try #require(FileHandle(forUpdatingAtPath: copy))
        try file.seek(toOffset: 8_192)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 4_096))
        try file.close()
        let before = FileManager.default.contents(atPath: daemon.state + "/ledger.sqlite")
        #expect(try await restore(daemon, copy).code == 65)
        #expect(try await restore(daemon, daemon.configuration).code == 65)
        #expect(try await restore(daemon, copy + ".not-there").code == 66)
        #expect(FileManager.default.contents(atPath: daemon.state + "/ledger.sqlite") == before)
    }
}

extension DaemonProcess {
    /// The folder of the record.
    var state: String { folder.appendingPathComponent("state").path }
}
