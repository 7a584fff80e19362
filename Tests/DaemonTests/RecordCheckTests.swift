// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// Goal: a record that somebody changed, or that a card spoilt without a word, stops the pump, and tells which entry it is.
/// Method: the real daemon on a record that was edited between two starts.
@Suite("The check of the record", .serialized, .timeLimit(.minutes(5)))
struct RecordCheckTests {
    private static let edits = [
        (
            """
            DROP TRIGGER event_is_never_changed;
            UPDATE event SET payload = '{}' WHERE sequence = 5
            """, "entry 5"
        ),
        ("DELETE FROM event WHERE sequence = 6", "entry 6"),
        ("UPDATE prescription SET text = text || ' '", "is not the text that was committed"),
    ]

    @Test("BR-F01: a changed entry, a missing one or another prescription stops the pump and is told", arguments: edits)
    func changed(sql: String, what: String) async throws {
        let daemon = try DaemonProcess()
        let first = try await daemon.start()
        try await first.take(BenchTherapy(tables: BenchTherapy.demand()))
        try await first.resume()
        try await daemon.wait(for: "record-checked")
        daemon.terminate()
        try daemon.edit(sql)
        let client = try await daemon.start()
        let failed = try await daemon.wait(for: "record-check-failed")
        #expect(failed.payload["reason"]?.text?.contains(what) == true, "\(failed)")
        #expect(failed.severity == .high && failed.requirements == ["BR-F01", "BR-F07"])
        let status = try await daemon.watch { status in status.alarms.contains { $0.condition == "record-damaged" } }
        #expect(status.state == .stopped)
        // Who acknowledges it has not mended it.
        _ = try? await client.call(
            ControlMethod.acknowledge.qualifiedName, ["requestId": "seen", "condition": "record-damaged"])
        let refusal = try await client.refusal { try await $0.resume() }
        #expect(refusal.name == "OutOfOrder" && refusal["text"]?.text?.contains(what) == true, "\(refusal)")
        guard what.hasPrefix("entry") else { return daemon.terminate() }
        let verified = try await ProgramRun.cisterna(["--socket", daemon.socket, "history", "verify"])
        #expect(verified.code == 65 && verified.errors.contains(what), "\(verified)")
        // The copy of the day was made before: it is offered.
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: daemon.state).contains { $0.hasPrefix("snapshot-") })
        daemon.terminate()
    }

    @Test(
        "BR-R05, BR-R06: history and report of a real run: by kind, by severity, as JSON and CSV, whole and to be filed"
    )
    func told() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        try await client.take(BenchTherapy(tables: BenchTherapy.demand()))
        try await client.resume()
        _ = try await client.bolus(microliters: 5, minutes: 1)
        try await daemon.wait(for: "bolus-ended")
        func programmer(_ arguments: String...) async throws -> String {
            let run = try await ProgramRun.cisterna(["--socket", daemon.socket] + arguments)
            #expect(run.code == 0, "\(arguments): \(run.errors)")
            return run.output
        }
        let boluses = try await programmer("history", "--kind", "bolus-started", "--kind", "bolus-ended", "--json")
        let lines = boluses.split(separator: "\n").map(String.init)
        #expect(lines.count == 2 && lines[1].contains(#""deliveredPicoliters":"#))
        // Where nothing was wrong there is none; a busy machine's disk may have kept the pump waiting.
        let high = try await programmer("history", "--severity", "high", "--since", "1 h", "--json")
        #expect(high.split(separator: "\n").allSatisfy { $0.contains(#""severity":"high""#) }, "\(high)")
        #expect(try await programmer("history", "--until", "2020-01-01T00:00:00Z").isEmpty)
        #expect(try await programmer("history", "--csv").hasPrefix("sequence,wallTime,"))
        #expect(try await programmer("history", "verify").contains("each is as it was written"))
        let file = daemon.folder.appendingPathComponent("run.html").path
        _ = try await programmer("report", "-o", file)
        let page = try String(contentsOfFile: file, encoding: .utf8)
        #expect(page.contains("<svg") && page.contains("For bench rigs only") && page.contains("BR-S10"))
        #expect(!page.contains("<script src") && !page.contains("<link"))
        let record = try await programmer("report", "--format", "json")
        #expect(record.contains(#""revision""#))
        daemon.terminate()
    }
}
