// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlInterface
import Foundation
import Report
import Testing
import Varlink

@testable import cisterna

/// Goal: the record is asked for as meant, and shown as people and programs read it. Method: a daemon that answers as told.
@Suite("History", .timeLimit(.minutes(5)))
struct HistoryTests {
    private static let now = ReportTime("2026-11-21T12:00:00Z")!

    /// What a command printed.
    private func output(
        _ arguments: [String], answering answer: @escaping FakeDaemon.Answering = { method, _ in Bench.answer(method) },
        calls: ((FakeDaemon) throws -> Void)? = nil
    ) async throws -> String {
        let transcript = Transcript()
        try await FakeDaemon.run(answering: answer) { daemon in
            let command = try #require(Cisterna.parseAsRoot(arguments) as? any ProgrammerCommand)
            let session = Session(
                client: daemon.client, console: transcript.console(), json: command.options.json,
                quiet: command.options.quiet)
            defer { try? calls?(daemon) }
            try await command.perform(session)
        }
        return transcript.output
    }

    /// The parameters of the one call that a command makes.
    private func asked<Parameters: Decodable & Sendable>(_ arguments: [String], as type: Parameters.Type) async throws
        -> Parameters
    {
        var parameters: Parameters?
        let noteCall = { (daemon: FakeDaemon) in
            parameters = try daemon.notes.first?.parameters.decode(Parameters.self)
        }
        _ = try await output(arguments, calls: noteCall)
        return try #require(parameters)
    }

    @Test("A line for each entry; a time that nobody vouches for has a question mark")
    func lines() async throws {
        let expected = """
            1  2026-11-21T10:00:01.000Z  daemon-started  what daemon-started says
            7  2026-11-21T10:00:07.000Z?  condition-raised  what condition-raised says

            """
        #expect(try await output(["history"]) == expected)
        #expect(try await output(["history", "events"]) == expected)
    }

    @Test("JSON is an object a line, and loses nothing")
    func jsonLines() async throws {
        let lines = try await output(["history", "--json"]).split(separator: "\n")
        let events = try lines.map { try JSONValue(parsing: $0.utf8).decode(EventMessage.self) }
        #expect(events == [Bench.started, Bench.raised])
    }

    @Test("CSV has its columns in their order, quotes what needs it, and ends its lines as RFC 4180 wants")
    func commaSeparated() async throws {
        let lines = try await output(["history", "--csv"]).split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.count == 4 && lines.last == "")
        #expect(
            lines[0]
                == "sequence,wallTime,wallTimeTrusted,bootId,monotonicNanoseconds,kind,severity,text,payload,requirements,hash"
        )
        let row = """
            7,2026-11-21T10:00:07.000Z,false,b,7000000000,condition-raised,high,what condition-raised says,\
            "{""condition"":""occlusion-downstream"",""priority"":""high""}",,\(Bench.raised.hash)
            """
        #expect(lines[2] == Substring(row))
        #expect(
            CSVRow.text(["a", "b,c", "d\"e", "f\ng", "h\r\ni", ""]) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",\"h\r\ni\",\r\n")
    }

    @Test("The last hundred are asked for; within a span all of it")
    func limits() async throws {
        let last = try await asked(["history"], as: EventsParameters.self)
        #expect(last == EventsParameters(limit: 100))
        let arguments = [
            "history", "--since", "2026-11-21T10:00:00+01:00", "--until", "2026-11-21T10:00:00Z", "--kind", "bolus-*",
            "--kind", "granted", "--severity", "medium",
        ]
        let span = try await asked(arguments, as: EventsParameters.self)
        #expect(
            span
                == EventsParameters(
                    kinds: ["bolus-*", "granted"], minimumSeverity: .medium, since: "2026-11-21T09:00:00.000Z",
                    until: "2026-11-21T10:00:00.000Z"))
        let few = try await asked(["history", "--limit", "3", "--after", "9"], as: EventsParameters.self)
        #expect(few == EventsParameters(after: 9, limit: 3))
    }

    @Test(
        "A time is absolute with its offset, or so long ago",
        arguments: [
            ("2026-11-21T10:00:00Z", "2026-11-21T10:00:00.000Z"), ("2 h", "2026-11-21T10:00:00.000Z"),
            ("3 days", "2026-11-18T12:00:00.000Z"), ("90 min ago", "2026-11-21T10:30:00.000Z"),
            ("2026-11-21T10:00:00.5-03:30", "2026-11-21T13:30:00.500Z"),
        ])
    func times(text: String, meant: String) throws {
        #expect(try SpanOption.time(text, of: "--since", now: Self.now).text == meant)
    }

    @Test(
        "What is no time says what would be one",
        arguments: [
            ("2026-11-21T10:00:00", "2026-11-21T10:00:00Z or 2026-11-21T10:00:00+01:00"), ("yesterday", "\"3 days\""),
            ("-2 h", "\"3 days\""), ("2", "\"3 days\""), ("2026-02-30T10:00:00Z", "2026-11-21T14:00:00Z"),
        ])
    func wrongTimes(text: String, right: String) {
        let error = #expect(throws: BadQuantity.self) { try SpanOption.time(text, of: "--since", now: Self.now) }
        #expect(error?.message.contains(right) == true && error?.argument == "--since \"\(text)\"")
        #expect(error.map { ExitStatus(for: $0) } == .data)
    }

    @Test("A span that holds nothing is a misuse, and so are options that do not go together")
    func wrongSpans() throws {
        let span = try SpanOption.parse(["--since", "1 h", "--until", "2 h"])
        #expect(throws: Misuse.self) { try span.resolved(now: Self.now) }
        for arguments in [
            ["history", "--csv", "--json"], ["history", "--follow", "--until", "1 h"], ["history", "--limit", "-1"],
            ["history", "telemetry", "--csv", "--json"], ["history", "telemetry", "--limit", "0"],
            ["report", "--json", "--format", "html"],
        ] {
            #expect(throws: (any Error).self, "\(arguments)") { try Cisterna.parseAsRoot(arguments) }
        }
    }

    @Test("Telemetry: the last day unless told otherwise, for people, as JSON lines and as CSV")
    func telemetry() async throws {
        let lines = try await output(["history", "telemetry"]).split(separator: "\n")
        #expect(lines.count == 4 && lines[0].hasPrefix("until  "))
        let words = lines[1].split(separator: " ").joined(separator: " ")
        #expect(
            words == "2026-11-21T10:01:00.000Z delivering 1.44 mL/day 1 uL 19 uL 1 kPa (900 Pa to 1.1 kPa)")
        let rows = try await output(["history", "telemetry", "--csv"]).split(separator: "\r\n")
        #expect(rows[0].hasSuffix(",lowestPressurePascals,meanPressurePascals,highestPressurePascals"))
        #expect(rows[2] == "2026-11-21T10:02:00.000Z,2,1,delivering,1440000,2000000,0,19000,,,")
        let json = try await output(["history", "telemetry", "--json"]).split(separator: "\n")
        #expect(try JSONValue(parsing: json[2].utf8).decode(TelemetryMessage.self) == Bench.telemetry[2])
        let asked = try await asked(["history", "telemetry"], as: SpanParameters.self)
        let since = try #require(asked.since.flatMap { ReportTime($0) })
        #expect(abs(ReportTime.now.milliseconds - since.milliseconds - 86_400_000) < 600_000 && asked.until == nil)
        let span = try await self.asked(
            ["history", "telemetry", "--until", "2026-11-21T10:00:00Z"], as: SpanParameters.self)
        #expect(span == SpanParameters(until: "2026-11-21T10:00:00.000Z"))
    }

    @Test("Verify says that the record is whole, for people and as JSON")
    func verifyWhole() async throws {
        let hash = Bench.whole.lastHash
        #expect(
            try await output(["history", "verify"])
                == "7 entries, 1 to 7: each is as it was written.\nLast hash: \(hash)\n")
        let json = try await output(["history", "verify", "--json"])
        #expect(try JSONValue(parsing: json.utf8).decode(VerifyReply.self) == Bench.whole)
    }

    @Test("Verify of a broken record names the first broken entry and ends with 65", arguments: [[], ["--json"]])
    func verifyBroken(options: [String]) async throws {
        let error = await #expect(throws: BrokenRecord.self) {
            try await output(
                ["history", "verify"] + options,
                answering: { method, _ in method == .verify ? .encoded(Bench.broken) : Bench.answer(method) })
        }
        #expect(error == BrokenRecord(sequence: 5, text: "its hash is another one"))
        let broken = try #require(error)
        #expect(ExitStatus(for: broken) == .data)
        #expect(
            FailureText.lines(for: broken) == ["cisterna: the record is broken at entry 5: its hash is another one"])
    }
}
