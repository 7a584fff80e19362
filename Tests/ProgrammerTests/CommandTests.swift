// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlInterface
import Foundation
import Testing
import Varlink

@testable import cisterna

/// Goal: each command asks what it should, of the daemon and of the person. Method: a daemon that answers as told.
@Suite("Commands", .timeLimit(.minutes(5)))
struct CommandTests {
    /// Runs a command as its arguments say.
    private func run(
        _ arguments: [String], answer: String? = nil, daemon: FakeDaemon, transcript: Transcript = Transcript()
    ) async throws {
        let command = try Cisterna.parseAsRoot(arguments)
        let programmer = try #require(command as? any ProgrammerCommand)
        let session = Session(
            client: daemon.client, console: transcript.console(answer: answer), json: programmer.options.json,
            quiet: programmer.options.quiet)
        try await programmer.perform(session)
    }

    private func therapy() throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).toml")
        try Data("schema = 1\n".utf8).write(to: file)
        return file.path
    }

    @Test("Options stand before the command or after it")
    func optionsStandAnywhere() throws {
        for arguments in [["--socket", "a", "--json", "status"], ["status", "--socket", "a", "--json"]] {
            let command = try #require(Cisterna.parseAsRoot(arguments) as? StatusCommand)
            #expect(command.options.socketPath == "a" && command.options.json && !command.options.quiet)
        }
        let arguments = ["--socket", "a", "program", "apply", "--yes", "--operator", "make run", "b.toml"]
        let apply = try #require(Cisterna.parseAsRoot(arguments) as? ProgramApplyCommand)
        #expect(apply.options.socketPath == "a" && apply.yes && apply.file == "b.toml")
        let cancel = try Cisterna.parseAsRoot(["bolus", "cancel"])
        #expect(cancel is BolusCancelCommand)
    }

    @Test("Apply proposes, reviews and commits what it proposed")
    func applyCommits() async throws {
        try await FakeDaemon.run { daemon in
            let transcript = Transcript()
            let file = try therapy()
            try await run(
                ["program", "apply", "--operator", "ada", file], answer: "y", daemon: daemon, transcript: transcript)
            #expect(daemon.methods == [.interrogate, .propose, .commit])
            let propose = try daemon.notes[1].parameters.decode(ProposeParameters.self)
            let commit = try daemon.notes[2].parameters.decode(CommitParameters.self)
            #expect(propose.document == "schema = 1\n" && propose.revision == 3 && propose.fileName == file)
            #expect(commit.proposalId == "p1" && commit.revision == 3 && commit.operator == "ada")
            #expect(propose.requestId != commit.requestId)
            #expect(
                transcript.output.contains("0.75 mL/day") && transcript.output.hasSuffix("Committed as revision 4.\n"))
            #expect(transcript.diagnostics == "Commit? [y/N] ")
        }
    }

    @Test("Who declines, or is not there, has changed nothing")
    func decliningChangesNothing() async throws {
        try await FakeDaemon.run { daemon in
            let file = try therapy()
            await #expect(throws: Declined.self) {
                try await run(["program", "apply", "--operator", "ada", file], answer: "", daemon: daemon)
            }
            let bolus = ["bolus", "--volume", "10 uL", "--duration", "10 min"]
            await #expect(throws: Declined.self) { try await run(bolus, answer: "no", daemon: daemon) }
            await #expect(throws: NoTerminal.self) { try await run(bolus, daemon: daemon) }
            await #expect(throws: NoTerminal.self) { try await run(["resume"], daemon: daemon) }
            #expect(Set(daemon.methods) == [.interrogate, .propose, .status])
        }
    }

    @Test("A bolus is asked for in whole units, against the revision that was seen")
    func bolusIsExact() async throws {
        try await FakeDaemon.run { daemon in
            let transcript = Transcript()
            let arguments = ["bolus", "--dose", "0.1 mg", "--duration", "10 min", "--yes", "--json"]
            try await run(arguments, daemon: daemon, transcript: transcript)
            let asked = try #require(daemon.notes.last).parameters.decode(BolusParameters.self)
            #expect(asked.doseNanograms == 100_000 && asked.volumeNanoliters == nil)
            #expect(asked.durationSeconds == 600 && asked.revision == 3 && asked.requestId.count == 36)
            let printed = try JSONValue(parsing: Array(transcript.output.utf8.dropLast()))
            #expect(printed["bolusId"] == 5 && transcript.diagnostics.isEmpty)
            try await run(["bolus", "cancel"], daemon: daemon)
            #expect(daemon.notes.last?.parameters["bolusId"] == 4)
        }
    }

    @Test(
        "A wrong quantity is refused before anything is asked",
        arguments: [("0.1", "10 min"), ("0.1 mL", "10 min"), ("0.1 mg", "600"), ("0.1 mg", "0 s"), ("1 pg", "1 min")])
    func quantitiesHaveUnits(dose: String, duration: String) async throws {
        try await FakeDaemon.run { daemon in
            let error = await #expect(throws: BadQuantity.self) {
                try await run(["bolus", "--dose", dose, "--duration", duration, "--yes"], daemon: daemon)
            }
            #expect(error.map { ExitStatus(for: $0) } == .data && daemon.notes.isEmpty)
        }
    }

    @Test("Stop never asks, and says when it is not confirmed")
    func stopIsSaid() async throws {
        let answering: FakeDaemon.Answering = { method, before in
            before == 0
                ? Bench.answer(method)
                : .encoded(StopReply(recorded: false, confirmed: false, lastOdometerPulses: 1))
        }
        try await FakeDaemon.run(answering: answering) { daemon in
            let transcript = Transcript()
            try await run(["stop"], daemon: daemon, transcript: transcript)
            #expect(transcript.output == "Stopped at 96000 pulses of the forward odometer.\n")
            await #expect(throws: StopNotConfirmed.self) {
                try await run(["stop", "--quiet"], daemon: daemon, transcript: transcript)
            }
            #expect(transcript.diagnostics.contains("not on disk"))
        }
    }

    @Test("All that is listed and not acknowledged is acknowledged, each by an id of its own")
    func acknowledgesAll() async throws {
        try await FakeDaemon.run { daemon in
            try await run(["acknowledge", "--all"], daemon: daemon)
            #expect(daemon.methods == [.alarms, .acknowledge])
            #expect(daemon.notes.last?.parameters["condition"] == "reservoir-low")
            await #expect(throws: ControlError.noSuchCondition("thirst")) {
                try await run(["acknowledge", "thirst"], daemon: daemon)
            }
        }
    }

    @Test("Status as JSON is the status itself, with sorted keys")
    func statusIsJSON() async throws {
        try await FakeDaemon.run { daemon in
            let transcript = Transcript()
            try await run(["status", "--json"], daemon: daemon, transcript: transcript)
            let printed = try JSONValue(parsing: Array(transcript.output.utf8.dropLast()))
            #expect(printed["state"] == "delivering" && transcript.output == "\(printed)\n")
            #expect(try printed.decode(StatusMessage.self) == Bench.status)
        }
    }

    @Test("A self-test that fails is shown and ends with its own code")
    func selfTestFails() async throws {
        try await FakeDaemon.run { daemon in
            let transcript = Transcript()
            await #expect(throws: SelfTestFailed.self) {
                try await run(["selftest"], daemon: daemon, transcript: transcript)
            }
            #expect(transcript.output == "  FAILED  storage  full\nThe self-test failed.\n")
        }
    }

    @Test("A watch ends with the daemon, and once it has seen enough")
    func watchEnds() async throws {
        try await FakeDaemon.run { daemon in
            let transcript = Transcript()
            await #expect(throws: ClientError.self) { try await run(["watch"], daemon: daemon, transcript: transcript) }
            #expect(transcript.output == StatusText(status: Bench.status, style: .plain).line + "\n")
            try await run(["watch", "--quiet", "--until-seconds", "0"], daemon: daemon)
            try await run(["history"], daemon: daemon)
        }
    }
}
