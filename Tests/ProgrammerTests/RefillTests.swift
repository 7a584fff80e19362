// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlInterface
import Foundation
import Testing
import Varlink

@testable import cisterna

/// Goal: a refill goes on where it stands, and nothing is committed that was not reviewed. Method: a daemon that answers as
/// told, and answers that are typed one after the other.
@Suite("Refill", .timeLimit(.minutes(5)))
struct RefillTests {
    private func run(_ arguments: [String], _ console: Console, _ daemon: FakeDaemon) async throws {
        let command = try #require(Cisterna.parseAsRoot(arguments + ["--operator", "ada"]) as? any ProgrammerCommand)
        try await command.perform(
            Session(
                client: daemon.client, console: console, json: command.options.json, quiet: command.options.quiet))
    }

    private func therapy() throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).toml")
        try Data("schema = 1\n".utf8).write(to: file)
        return file.path
    }

    private func steps(_ daemon: FakeDaemon) throws -> [RefillStepParameters] {
        try daemon.notes.filter { $0.method == .refillStep }.map { try $0.parameters.decode() }
    }

    /// A daemon whose refill stands at `stage`, and goes on with each step.
    private func answering(from stage: RefillStageWord?, _ proposal: ProposeReply) -> FakeDaemon.Answering {
        { method, before in
            if method == .status {
                var status = Bench.status
                status.refill = stage.map { stage in
                    var refill = Bench.refill
                    refill.step = stage
                    return refill
                }
                return .encoded(StatusReply(status: status))
            }
            guard method == .refillStep else { return Bench.answer(method) }
            let first = stage == nil ? 0 : stage == .begun ? 1 : 2
            switch first + before {
            case 0: return Bench.refillReply(.begun)
            case 1: return Bench.refillReply(.aspirated)
            case 2: return Bench.refillReply(.filled, proposal)
            default: return Bench.refillReply(nil, revision: 4)
            }
        }
    }

    @Test("The steps, one by one")
    func stepByStep() async throws {
        try await FakeDaemon.run { daemon in
            let file = try therapy()
            let console = Transcript().console()
            try await run(["refill", "begin", "--yes"], console, daemon)
            try await run(["refill", "aspirated", "0 mL"], console, daemon)
            try await run(["refill", "fill", "--decline-bridge", "rinsed", file], console, daemon)
            let override = ["--override-name", "grace", "--override-reason", "why"]
            try await run(["refill", "commit", "--yes"] + override, console, daemon)
            try await run(["refill", "abandon"], console, daemon)
            let steps = try steps(daemon)
            #expect(steps.map(\.step) == [.begin, .aspirated, .fill, .commit, .abandon])
            #expect(Set(steps.map(\.requestId)).count == 5 && steps.allSatisfy { $0.operator == "ada" })
            #expect(steps.map(\.volumeNanoliters) == [nil, 0, nil, nil, nil])
            #expect(steps[2].document == "schema = 1\n" && steps[2].fileName == file)
            #expect(steps[2].declineBridge == "rinsed" && steps[1].document == nil)
            #expect(steps[3].overrideName == "grace" && steps[3].overrideReason == "why")
            await #expect(throws: BadQuantity.self) { try await run(["refill", "aspirated", "1.8"], console, daemon) }
        }
    }

    @Test("Alone it says where the refill stands, and asks for nothing")
    func alone() async throws {
        try await FakeDaemon.run(answering: answering(from: .begun, Bench.proposal)) { daemon in
            let (text, json) = (Transcript(), Transcript())
            let command = try #require(Cisterna.parseAsRoot(["refill"]) as? RefillCommand)
            try await command.perform(
                Session(client: daemon.client, console: text.console(), json: false, quiet: false))
            #expect(text.output.hasSuffix("Next: empty the reservoir, then: cisterna refill aspirated VOLUME\n"))
            try await command.perform(
                Session(client: daemon.client, console: json.console(), json: true, quiet: false))
            #expect(json.output.hasPrefix("{\"refill\":{") && daemon.methods == [.status, .status])
        }
    }

    @Test("A proposal is shown also where nothing is confirmed")
    func quiet() async throws {
        try await FakeDaemon.run(answering: answering(from: .aspirated, Bench.proposal)) { daemon in
            let transcript = Transcript()
            try await run(["refill", "fill", "--quiet", therapy()], transcript.console(), daemon)
            #expect(transcript.output.contains("0.75 mL/day"))
            let shown = transcript.output
            try await run(["refill", "commit", "--quiet", "--yes"], transcript.console(), daemon)
            #expect(transcript.output == shown)
        }
    }

    @Test("The guide goes through all of it, and asks again after what cannot be")
    func guide() async throws {
        try await FakeDaemon.run(answering: answering(from: nil, Bench.proposal)) { daemon in
            let transcript = Transcript()
            let file = try therapy()
            let console = transcript.console(answers: ["y", "1.8", "1.8 mL", "/nowhere.toml", file, "y"])
            try await run(["refill", "guide"], console, daemon)
            let steps = try steps(daemon)
            #expect(steps.map(\.step) == [.begin, .aspirated, .fill, .commit])
            #expect(steps[1].volumeNanoliters == 1_800_000 && steps[3].overrideName == nil)
            #expect(transcript.diagnostics.contains("aspirated \"1.8\"") && transcript.diagnostics.contains("/nowhere"))
            let (review, done) = ("0.75 mL/day", "Committed as revision 4.")
            #expect(transcript.output.contains(review) && transcript.output.contains(done))
        }
    }

    @Test(
        "The guide goes on where the refill stands; what was proposed before is reviewed again",
        arguments: [RefillStageWord.begun, .aspirated, .filled])
    func resumes(stage: RefillStageWord) async throws {
        try await FakeDaemon.run(answering: answering(from: stage, Bench.boldProposal)) { daemon in
            let file = try therapy()
            let answers = (stage == .begun ? ["1.8 mL"] : []) + [file, "grace", "a bench of dyes", "y"]
            try await run(["refill", "guide"], Transcript().console(answers: answers), daemon)
            let steps = try steps(daemon)
            #expect(steps.map(\.step) == (stage == .begun ? [.aspirated] : []) + [.fill, .commit])
            #expect(steps.last?.overrideName == "grace" && steps.last?.overrideReason == "a bench of dyes")
        }
    }

    @Test("Who does not commit is asked for another document; who says nothing leaves it as it stands")
    func leaves() async throws {
        try await FakeDaemon.run(answering: answering(from: .aspirated, Bench.proposal)) { daemon in
            let file = try therapy()
            await #expect(throws: RefillLeft.self) {
                try await run(["refill", "guide"], Transcript().console(answers: [file, "n", ""]), daemon)
            }
            let taken = try steps(daemon).map(\.step)
            #expect(taken == [.fill])
        }
        try await FakeDaemon.run(answering: answering(from: nil, Bench.proposal)) { daemon in
            await #expect(throws: Declined.self) {
                try await run(["refill", "guide"], Transcript().console(answers: ["n"]), daemon)
            }
            await #expect(throws: RefillLeft.self) {
                try await run(["refill", "guide"], Transcript().console(answers: ["y"]), daemon)
            }
            let taken = try steps(daemon).map(\.step)
            #expect(taken == [.begin])
        }
    }

    @Test("A document that the daemon refuses is said, and another asked for; any other refusal ends the guide")
    func refusals() async throws {
        let invalid = ControlError.invalidDocument([
            ProblemMessage(file: "a.toml", line: 1, column: 1, field: "", message: "no reservoir")
        ])
        for (refusal, helps) in [(invalid, true), (.outOfOrder(step: "fill", text: "t"), false)] {
            let base = answering(from: .aspirated, Bench.proposal)
            let answering: FakeDaemon.Answering = { method, before in
                guard method == .refillStep else { return base(method, before) }
                return before == 0
                    ? .error(refusal.callError(in: ProgrammerInterface.name)) : base(method, before - 1)
            }
            try await FakeDaemon.run(answering: answering) { daemon in
                let transcript = Transcript()
                let file = try therapy()
                let console = transcript.console(answers: [file, file, "y"])
                if helps {
                    try await run(["refill", "guide"], console, daemon)
                    #expect(transcript.diagnostics.contains("a.toml:1:1: no reservoir"))
                } else {
                    await #expect(throws: CallError.self) { try await run(["refill", "guide"], console, daemon) }
                }
                let taken = try steps(daemon).map(\.step)
                #expect(taken == (helps ? [.fill, .fill, .commit] : [.fill]))
            }
        }
    }

    @Test("A guide needs somebody to guide")
    func needsATerminal() async throws {
        try await FakeDaemon.run { daemon in
            await #expect(throws: Misuse.self) { try await run(["refill", "guide"], Transcript().console(), daemon) }
            await #expect(throws: Misuse.self) {
                try await run(["refill", "guide", "--json"], Transcript().console(answers: ["y"]), daemon)
            }
            #expect(daemon.notes.isEmpty)
        }
    }
}
