// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlInterface
import Foundation
import TOMLDocument
import Testing
import Varlink

@testable import cisterna

/// Goal: what the doctor found is read at a glance, and a script can tell by the code. Method: whole texts, and a daemon
/// that answers as told.
@Suite("The doctor's command", .timeLimit(.minutes(5)))
struct DoctorTests {
    private func run(_ arguments: [String], daemon: FakeDaemon, transcript: Transcript) async throws {
        let command = try #require(Cisterna.parseAsRoot(arguments) as? DoctorCommand)
        try await command.perform(
            Session(
                client: daemon.client, console: transcript.console(), json: command.options.json,
                quiet: command.options.quiet))
    }

    @Test("A report, as it stands on paper")
    func report() {
        let expected = """
              ok    kernel-preemption  Linux 6.12.25-rt: PREEMPT_RT
              note  cpu-governor       powersave on CPU 0-3
                                       -> Set performance.
              BAD   gpio-lines         pinctrl-bcm2711: 1 of the rig's 2 lines cannot be had
                                         step: GPIO17 is not there
                                       -> Give the rig file another.
              ?     released-lines     not looked at

            Wake-ups by lateness: 2000 since the daemon's start; an edge may be 2 ms late
              to 20 us    1599   79.950 %  ########################################
              to 50 us     400   20.000 %  ##########
              to 2 ms        1    0.050 %  #
              above 2 ms     0    0.000 %

            4 checks: 1 ok, 1 note, 1 bad, 1 not to be found out.
            """
        let lines = DoctorText(reply: Bench.doctor, style: .plain).lines
        #expect(lines.joined(separator: "\n") == expected)
    }

    @Test("A report without a wake-up has no bars; colour is only where it is wanted")
    func nothingMeasured() {
        var reply = Bench.doctor
        reply.latency.wakeUps = 0
        let lines = DoctorText(reply: reply, style: .plain).lines
        #expect(lines.contains("Wake-ups by lateness: none measured; an edge may be 2 ms late"))
        #expect(!lines.contains { $0.contains("#") })
        #expect(DoctorText(reply: reply, style: TextStyle(isColoured: true)).lines.joined().contains("\u{1B}[1;31m"))
    }

    @Test("What is bad ends with its code and its names; JSON is the reply as it came")
    func badEnds() async throws {
        try await FakeDaemon.run { daemon in
            let transcript = Transcript()
            let error = await #expect(throws: BadMachine.self) {
                try await run(["doctor", "--json"], daemon: daemon, transcript: transcript)
            }
            #expect(error == BadMachine(checks: ["gpio-lines"]) && daemon.methods == [.doctor])
            let printed = try JSONValue(parsing: Array(transcript.output.utf8.dropLast()))
            #expect(try printed.decode(DoctorReply.self) == Bench.doctor && transcript.diagnostics.isEmpty)
            let said = FailureText.lines(for: BadMachine(checks: ["gpio-lines", "latency"]))
            #expect(said == ["cisterna: this machine is not fit for a rig: gpio-lines, latency"])
        }
    }

    @Test("A daemon that finds nothing bad ends well")
    func goodEnds() async throws {
        var reply = Bench.doctor
        reply.findings.removeAll { $0.verdict == .bad }
        let answer = FakeDaemon.Answer.encoded(reply)
        let answering: FakeDaemon.Answering = { _, _ in answer }
        try await FakeDaemon.run(answering: answering) { daemon in
            let transcript = Transcript()
            try await run(["doctor"], daemon: daemon, transcript: transcript)
            #expect(transcript.output.hasSuffix("3 checks: 1 ok, 1 note, 0 bad, 1 not to be found out.\n"))
        }
    }

    @Test("Lines are probed only where no daemon holds them, and only those of a rig file")
    func probing() async throws {
        #expect(throws: (any Error).self) { try Cisterna.parseAsRoot(["doctor", "--probe-lines"]) }
        #expect(throws: (any Error).self) { try Cisterna.parseAsRoot(["doctor", "--seconds", "0"]) }
        #expect(throws: (any Error).self) { try Cisterna.parseAsRoot(["doctor", "--seconds", "601"]) }
        let rig = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Config/rigs/simulated.toml").path
        try await FakeDaemon.run { daemon in
            await #expect(throws: Misuse.self) {
                try await run(
                    ["doctor", "--rig", rig, "--probe-lines", "--yes"], daemon: daemon, transcript: Transcript())
            }
        }
    }

    @Test("A rig file that is missing or wrong says where, before anything is asked")
    func wrongRig() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).toml")
        defer { try? FileManager.default.removeItem(at: file) }
        try await FakeDaemon.run { daemon in
            await #expect(throws: BadFile.self) {
                try await run(["doctor", "--rig", file.path], daemon: daemon, transcript: Transcript())
            }
            try Data("schema = 2\n".utf8).write(to: file)
            let errors = await #expect(throws: DocumentErrors.self) {
                try await run(["doctor", "--rig", file.path], daemon: daemon, transcript: Transcript())
            }
            #expect(errors.map { ExitStatus(for: $0) } == .data && daemon.notes.isEmpty)
            #expect(errors.map { FailureText.lines(for: $0)[0].hasPrefix("\(file.path):1:") } == true)
        }
    }
}
