// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlInterface
import Foundation
import Testing
import Varlink

@testable import cisterna

/// Goal: the commands of a therapy ask what they should, of the daemon and of the person. Method: a daemon that answers
/// as told.
@Suite("Commands of a therapy", .timeLimit(.minutes(5)))
struct TherapyCommandTests {
    private func run(
        _ arguments: [String], answer: String? = nil, daemon: FakeDaemon, transcript: Transcript = Transcript()
    ) async throws {
        let command = try #require(Cisterna.parseAsRoot(arguments) as? any ProgrammerCommand)
        try await command.perform(
            Session(
                client: daemon.client, console: transcript.console(answer: answer), json: command.options.json,
                quiet: command.options.quiet))
    }

    private func therapy() throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).toml")
        try Data("schema = 1\n".utf8).write(to: file)
        return file.path
    }

    @Test(
        "What doses asks first: no is nothing, and nobody there is nothing either",
        arguments: [
            ["demand"], ["prime"], ["trial", "start", "--operator", "ada"], ["trial", "dose", "--operator", "ada"],
            ["refill", "begin", "--operator", "ada"], ["refill", "commit", "--operator", "ada"],
            ["clock", "set", "--operator", "ada"], ["path", "free", "--reason", "new", "--operator", "ada"],
            ["replaced", "tube", "--operator", "ada"],
        ])
    func asksFirst(arguments: [String]) async throws {
        try await FakeDaemon.run { daemon in
            await #expect(throws: Declined.self) { try await run(arguments, answer: "n", daemon: daemon) }
            await #expect(throws: NoTerminal.self) { try await run(arguments, daemon: daemon) }
            #expect(!daemon.methods.contains { $0.isStateChanging })
            try await run(arguments + ["--yes"], daemon: daemon)
            #expect(daemon.methods.filter(\.isStateChanging).count == 1)
        }
    }

    @Test("A demand bolus is asked for by the patient's interface, with what it is")
    func demand() async throws {
        try await FakeDaemon.run { daemon in
            let transcript = Transcript()
            try await run(["demand"], answer: "y", daemon: daemon, transcript: transcript)
            #expect(daemon.methods == [.allowance, .requestBolus])
            #expect(transcript.diagnostics == "Ask for a demand bolus, 5 uL, 5 ug of morphine? [y/N] ")
            #expect(transcript.output == "Demand bolus #7: 5 uL, about 5 min.\n")
            #expect(daemon.notes.last?.parameters["requestId"]?.text?.count == 36)
            try await run(["demand", "allowance"], daemon: daemon, transcript: transcript)
            #expect(transcript.output.contains("A demand bolus is possible now."))
        }
        let none: FakeDaemon.Answering = { method, _ in
            method == .allowance
                ? .encoded(AllowanceReply(prescribed: false, possible: false, reason: "none")) : Bench.answer(method)
        }
        try await FakeDaemon.run(answering: none) { daemon in
            await #expect(throws: ControlError.noDemand) { try await run(["demand", "--yes"], daemon: daemon) }
            #expect(daemon.methods == [.allowance])
        }
    }

    @Test("A prime is against the revision that was seen, and says its warning (BR-D08)")
    func prime() async throws {
        try await FakeDaemon.run { daemon in
            let transcript = Transcript()
            try await run(["prime", "--volume", "0.1 mL", "--yes"], daemon: daemon, transcript: transcript)
            let asked = try #require(daemon.notes.last).parameters.decode(PrimeParameters.self)
            #expect(asked.revision == 3 && asked.volumeNanoliters == 100_000)
            let warning = "  ! The dead volume is certain to 10 uL only, and mixtures mix.\n"
            #expect(transcript.output == "Prime #6: 395 uL at 20 mL/day, about 28 min 26 s.\n" + warning)
            try await run(["prime", "--yes"], daemon: daemon)
            #expect(daemon.notes.last?.parameters["volumeNanoliters"] ?? .null == .null)
        }
    }

    @Test("The path, a note and a part are told as they are said")
    func told() async throws {
        try await FakeDaemon.run { daemon in
            let who = ["--operator", "ada"]
            try await run(["path", "unknown", "--reason", "reconnected", "--yes"] + who, daemon: daemon)
            let path = try #require(daemon.notes.last).parameters.decode(DeclarePathParameters.self)
            #expect(path.contents == .unknown && path.reason == "reconnected" && path.operator == "ada")
            try await run(["note", "balance levelled"] + who, daemon: daemon)
            #expect(daemon.notes.last?.parameters["text"] == "balance levelled")
            try await run(["replaced", "battery", "--yes"] + who, daemon: daemon)
            #expect(daemon.notes.last?.parameters["part"] == "battery")
            #expect(throws: (any Error).self) { try Cisterna.parseAsRoot(["path", "empty", "--reason", "a"]) }
            #expect(throws: (any Error).self) { try Cisterna.parseAsRoot(["path", "free"]) }
        }
    }

    @Test("The clock is set to what is typed, at a fixed offset (BR-D09)")
    func clock() async throws {
        try await FakeDaemon.run { daemon in
            let transcript = Transcript()
            let set = ["clock", "set", "--operator", "ada", "--yes"]
            try await run(
                set + ["--at", "2026-11-23T06:30:00", "--offset", "-03:30"], daemon: daemon, transcript: transcript)
            let asked = try #require(daemon.notes.first { $0.method == .setClock }).parameters
                .decode(SetClockParameters.self)
            // 2026-11-23 10:00:00 UTC.
            #expect(asked.unixSeconds == 1_795_428_000 && asked.offsetSeconds == -12_600 && asked.operator == "ada")
            let shown = "The pump clock shows 2026-11-23 06:30:07, UTC-03:30; it showed 2026-11-23 06:30:05.\n"
            #expect(transcript.output == shown + "2 s behind civil time.\n")
            let before = Int64(Date().timeIntervalSince1970)
            try await run(set + ["--offset", "Z", "--quiet"], daemon: daemon, transcript: transcript)
            let now = try #require(daemon.notes.last).parameters.decode(SetClockParameters.self)
            #expect((before...before + 60).contains(now.unixSeconds) && now.offsetSeconds == 0)
            await #expect(throws: BadQuantity.self) { try await run(set + ["--at", "06:30"], daemon: daemon) }
            #expect(daemon.methods.filter { $0 == .setClock }.count == 2)
        }
    }

    @Test("The clock is shown with its distance from civil time, and as JSON")
    func clockShown() async throws {
        try await FakeDaemon.run { daemon in
            let transcript = Transcript()
            try await run(["clock", "show"], daemon: daemon, transcript: transcript)
            #expect(transcript.output == "Monday 2026-11-23 06:30:05 UTC+01:00\n2 s behind civil time\n")
            let json = Transcript()
            try await run(["clock", "show", "--json"], daemon: daemon, transcript: json)
            let printed = try JSONValue(parsing: Array(json.output.utf8.dropLast()))
            #expect(try printed.decode(ClockMessage.self) == Bench.status.clock)
        }
    }

    @Test("Each step of a trial carries what belongs to it, against the revision that was seen")
    func trialSteps() async throws {
        let steps: [([String], TrialStepParameters)] = [
            (["score", "4"], TrialStepParameters(requestId: "", revision: 3, operator: "ada", step: .score, score: 4)),
            (
                ["side-effect", "itch"],
                TrialStepParameters(requestId: "", revision: 3, operator: "ada", step: .sideEffect, text: "itch")
            ),
            (
                ["note", "slept"],
                TrialStepParameters(requestId: "", revision: 3, operator: "ada", step: .note, text: "slept")
            ),
            (
                ["relief", "--text", "at rest"],
                TrialStepParameters(requestId: "", revision: 3, operator: "ada", step: .relief, text: "at rest")
            ),
            (["end"], TrialStepParameters(requestId: "", revision: 3, operator: "ada", step: .end)),
            (["start", "--yes"], TrialStepParameters(requestId: "", revision: 3, operator: "ada", step: .start)),
            (["dose", "--yes"], TrialStepParameters(requestId: "", revision: 3, operator: "ada", step: .dose)),
        ]
        try await FakeDaemon.run { daemon in
            for (arguments, expected) in steps {
                let transcript = Transcript()
                try await run(
                    ["trial"] + arguments + ["--operator", "ada"], daemon: daemon, transcript: transcript)
                var sent = try #require(daemon.notes.last).parameters.decode(TrialStepParameters.self)
                #expect(sent.requestId.count == 36)
                sent.requestId = ""
                #expect(sent == expected)
                #expect(transcript.output.hasSuffix("Next: Score the pain: cisterna trial score N\n"))
            }
        }
        for score in ["11", "-1", "x"] {
            #expect(throws: (any Error).self) { try Cisterna.parseAsRoot(["trial", "score", score]) }
        }
    }

    @Test("A trial's report, and its document alone")
    func trialReport() async throws {
        try await FakeDaemon.run { daemon in
            let (whole, document) = (Transcript(), Transcript())
            try await run(["trial", "report"], daemon: daemon, transcript: whole)
            #expect(
                whole.output.hasPrefix("Trial: multiple injections\n3 doses\n\nProposed prescription\n  schema = 1\n"))
            try await run(["trial", "report", "--document"], daemon: daemon, transcript: document)
            #expect(document.output == "schema = 1\n")
        }
        let none: FakeDaemon.Answering = { _, _ in .encoded(TrialReportReply(lines: ["no doses"], report: [:])) }
        try await FakeDaemon.run(answering: none) { daemon in
            await #expect(throws: NoProposedDocument.self) {
                try await run(["trial", "report", "--document"], daemon: daemon)
            }
        }
    }

    @Test("Beyond soft limits nothing is committed without a name and a reason (BR-S05)")
    func overrides() async throws {
        let bold: FakeDaemon.Answering = { method, _ in
            method == .propose ? .encoded(Bench.boldProposal) : Bench.answer(method)
        }
        try await FakeDaemon.run(answering: bold) { daemon in
            let file = try therapy()
            let apply = ["program", "apply", "--operator", "ada", "--yes", file]
            await #expect(throws: ControlError.softLimits(Bench.boldProposal.softLimits)) {
                try await run(apply, daemon: daemon)
            }
            #expect(!daemon.methods.contains(.commit))
            let override = ["--override-name", "grace", "--override-reason", "bench of dyes"]
            try await run(apply + override + ["--decline-bridge", "rinsed"], daemon: daemon)
            let commit = try #require(daemon.notes.last).parameters.decode(CommitParameters.self)
            #expect(commit.overrideName == "grace" && commit.overrideReason == "bench of dyes")
            let propose = try #require(daemon.notes.last { $0.method == .propose })
            #expect(propose.parameters["declineBridge"] == "rinsed")
            #expect(throws: (any Error).self) { try Cisterna.parseAsRoot(apply + ["--override-name", "grace"]) }
            #expect(throws: (any Error).self) { try Cisterna.parseAsRoot(apply + ["--decline-bridge", ""]) }
        }
    }

    @Test("A bolus that the maximum rate lengthens says so")
    func lengthenedBolus() {
        let reply = BolusReply(
            bolusId: 5, volumeNanoliters: 10_000, rateNanolitersPerDay: 1_440_000, expectedSeconds: 600)
        let line = "Bolus #5: 10 uL at 1.44 mL/day, about 10 min."
        #expect(BolusCommand.lines(reply, asked: 599) == [line])
        #expect(
            BolusCommand.lines(reply, asked: 300) == [
                line, "The maximum rate makes it longer than the 5 min that were asked for.",
            ])
    }
}
