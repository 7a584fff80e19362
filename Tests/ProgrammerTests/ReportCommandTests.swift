// SPDX-License-Identifier: Apache-2.0

import ControlInterface
import Foundation
import Report
import Testing
import Varlink

@testable import cisterna

/// Goal: a run record is made of all that the daemon tells, and is written where it should be. Method: a daemon that
/// answers as told.
@Suite("Report", .timeLimit(.minutes(5)))
struct ReportCommandTests {
    private func run(
        _ arguments: [String], answering answer: @escaping FakeDaemon.Answering = { method, _ in Bench.answer(method) }
    ) async throws -> (output: String, methods: [FakeDaemon.Note]) {
        let transcript = Transcript()
        var notes: [FakeDaemon.Note] = []
        try await FakeDaemon.run(answering: answer) { daemon in
            let command = try #require(Cisterna.parseAsRoot(arguments) as? ReportCommand)
            let session = Session(
                client: daemon.client, console: transcript.console(), json: command.options.json,
                quiet: command.options.quiet)
            try await command.perform(session)
            notes = daemon.notes
        }
        return (transcript.output, notes)
    }

    @Test("BR-R05: the record is made of prescriptions, limits, volumes, boluses, alarms and the check of the record")
    func text() async throws {
        let (output, notes) = try await run(["report"])
        for part in [
            "Run record of local", "tube-7", "Revision 3, as it was committed", "| name = \"saline\"", "interrupted",
            "3.000 (2.850 to 3.150) uL", "Occlusion downstream", "BR-S10", "24 mL/day",
            "Hashes made again and right  yes",
        ] {
            #expect(output.contains(part), "\(part)")
        }
        let asked = Set(notes.compactMap(\.method))
        #expect(
            asked == [.interrogate, .status, .totals, .verify, .events, .telemetry, .boluses, .prescriptions])
    }

    @Test("A span asks for what stood before it too")
    func span() async throws {
        let (_, notes) = try await run(
            ["report", "--since", "2026-11-21T09:00:00Z", "--until", "2026-11-21T11:00:00Z"])
        let events = try notes.filter { $0.method == .events }.map { try $0.parameters.decode(EventsParameters.self) }
        #expect(
            events == [
                EventsParameters(kinds: RunEvents.kindsBefore, until: "2026-11-21T09:00:00.000Z"),
                EventsParameters(since: "2026-11-21T09:00:00.000Z", until: "2026-11-21T11:00:00.000Z"),
            ])
        let telemetry = try #require(notes.first { $0.method == .telemetry }).parameters.decode(SpanParameters.self)
        #expect(telemetry.since == "2026-11-19T09:00:00.000Z" && telemetry.until == "2026-11-21T11:00:00.000Z")
    }

    @Test("JSON reads back as a report, a file's name says its form, and the file is whole")
    func forms() async throws {
        #expect(try ReportDocument(json: try await run(["report", "--json"]).output).title == "Run record of local")
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "report-\(UInt32.random(in: 0...UInt32.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, start) in [
            ("a.html", "<!DOCTYPE html>"), ("a.json", "{"), ("a.txt", "Run record"), ("a", "Run record"),
        ] {
            let path = folder.appending(path: name).path
            #expect(try await run(["report", "-o", path]).output == "Written to \(path).\n")
            #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix(start), "\(name)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 4)
        let error = await #expect(throws: NotWritten.self) {
            try await run(["report", "-o", "\(folder.path)/none/a.html"])
        }
        #expect(error?.call == "open" && error?.errno == ENOENT)
        #expect(error.map { ExitStatus(for: $0) } == .notWritten)
    }

    @Test("Who may not interrogate the pump gets the record without what only a programmer may see")
    func observer() async throws {
        let (output, _) = try await run(
            ["report"],
            answering: { method, _ in method == .interrogate ? .error(.permissionDenied) : Bench.answer(method) })
        #expect(
            output.contains("maximum rate (the lowest of rig and prescription)") && !output.contains("smallest bolus"))
    }
}
