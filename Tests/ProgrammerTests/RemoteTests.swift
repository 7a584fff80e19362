// SPDX-License-Identifier: Apache-2.0

import ControlInterface
import Foundation
import Testing
import Varlink

@testable import cisterna

/// Goal: a pump elsewhere is programmed as one here, and what goes wrong on the way is told apart. Method: the program
/// itself with a stand-in for ssh, before a daemon that answers as told.
@Suite("Over SSH", .timeLimit(.minutes(5)))
struct RemoteTests {
    /// No such process, or none but its number, which who adopted it has not taken back yet.
    private func isGone(_ process: pid_t) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
        return text.split(separator: ")").last?.hasPrefix(" Z") ?? true
    }

    @Test("Commands work at the far end, all calls of one over a single connection, which ends with it")
    func commandsWork() async throws {
        try await FakeDaemon.run { daemon in
            let ssh = try FakeSSH()
            let status = try await ssh.run(["--host", "ada@rig", "--socket", daemon.path, "status", "--json"])
            #expect(status.code == 0 && status.errors.isEmpty, "\(status)")
            let printed = try JSONValue(parsing: Array(status.output.utf8.dropLast()))
            #expect(try printed.decode(StatusMessage.self) == Bench.status)
            #expect(ssh.calls == ["ada@rig cisterna --socket \(daemon.path) bridge"])
            let resumed = try await ssh.run(["resume", "--yes", "--host", "rig", "--socket", daemon.path])
            #expect(resumed.code == 0 && resumed.output.hasPrefix("Resumed"), "\(resumed)")
            #expect(daemon.methods == [.status, .status, .resume] && ssh.calls.count == 2)
            #expect(isGone(try #require(ssh.pid)))
        }
    }

    @Test("A watch streams, and ends with the daemon")
    func watchStreams() async throws {
        try await FakeDaemon.run { daemon in
            let ssh = try FakeSSH()
            let far = ["--host", "rig", "--socket", daemon.path, "watch"]
            let watch = try await ssh.run(far)
            #expect(watch.output == StatusText(status: Bench.status, style: .plain).line + "\n")
            #expect(watch.code == 69 && watch.errors.contains("the connection was lost"), "\(watch)")
            let enough = try await ssh.run(far + ["--quiet", "--until-seconds", "0"])
            #expect(enough.code == 0 && enough.output.isEmpty, "\(enough)")
            #expect(isGone(try #require(ssh.pid)))
        }
    }

    @Test("A refusal at the far end keeps its code")
    func refusalsAreKept() async throws {
        let answering: FakeDaemon.Answering = { _, _ in .error(.permissionDenied) }
        try await FakeDaemon.run(answering: answering) { daemon in
            let ssh = try FakeSSH()
            let refused = try await ssh.run(["--host", "rig", "--socket", daemon.path, "alarms"])
            #expect(refused.code == 77 && refused.errors.hasPrefix("cisterna: not permitted"), "\(refused)")
        }
    }

    @Test(
        "What is missing on the way is named",
        arguments: [
            ("nowhere", 69, "there is no connection to nowhere"),
            ("bare", 69, "there is no cisterna on the PATH of bare"),
            ("old", 76, "the cisterna on old is too old"), ("rig", 69, "no daemon is running on rig"),
            ("cut", 69, "there is no connection to cut"),
        ])
    func failuresAreNamed(host: String, code: Int32, message: String) async throws {
        let ssh = try FakeSSH()
        let ended = try await ssh.run(["--host", host, "--socket", "/nowhere/control.sock", "status"])
        #expect(ended.code == code && ended.errors.contains("\ncisterna: \(message)"), "\(ended)")
        // What was said there is seen here.
        #expect(ended.errors.split(separator: "\n").count == 2 || host == "bare", "\(ended)")
        #expect(ssh.calls.count == 1)
        let selfTest = try await ssh.run(["--host", host, "--socket", "/nowhere/control.sock", "selftest"])
        // Nothing was sent yet: its outcome is no question.
        #expect(selfTest.code == code && !selfTest.errors.contains("outcome"), "\(selfTest)")
    }

    @Test("Without ssh the program that is missing is named")
    func missingSSH() async throws {
        let host = try #require(RemoteHost("rig"))
        let route = SSHRoute(host: host, socket: nil, program: "/nowhere/ssh")
        let failure = await #expect(throws: RemoteFailure.self) { try await PumpClient(route: route).call(.status) }
        #expect(failure?.sentence == "/nowhere/ssh cannot be started: No such file or directory")
        #expect(failure.map { ExitStatus(for: $0) } == .unavailable)
        #expect(SSHRoute.program(environment: ["CISTERNA_SSH": ""]) == "ssh")
    }

    @Test("A stop whose reply is lost is not confirmed, and says so", arguments: ["cut", "nowhere"])
    func lostStop(host: String) async throws {
        let ended = try await FakeSSH().run(["--host", host, "stop"])
        #expect(ended.code == 69 && ended.output.isEmpty)
        #expect(ended.errors.contains("cisterna: the stop is not confirmed: the pump may be running."), "\(ended)")
    }

    @Test("A request whose reply is lost is asked for again with its id, over a new connection")
    func requestIsRepeated() async throws {
        let answering: FakeDaemon.Answering = { $1 == 0 && $0 == .resume ? .death : Bench.answer($0) }
        try await FakeDaemon.run(answering: answering) { daemon in
            let ssh = try FakeSSH()
            var client = PumpClient(route: try ssh.route("rig", socket: daemon.path))
            client.pause = daemon.client.pause
            _ = try await client.change(
                .resume, requestId: "one", ResumeParameters(requestId: "one", revision: 3))
            #expect(daemon.methods == [.resume, .resume] && ssh.calls.count == 2)
            await client.route.end()
        }
    }

    @Test(
        "Whoever interrupts the programmer, or kills it, leaves no ssh behind", arguments: [SIGTERM, SIGINT, SIGKILL])
    func nothingIsLeft(signal: Int32) async throws {
        for command in ["status", "stop", "watch"] {
            let ssh = try FakeSSH()
            let process = try ssh.programmer(["--host", "silent", command])
            try process.run()
            while ssh.pid == nil { await Task.yield() }
            kill(process.processIdentifier, signal)
            while process.isRunning { await Task.yield() }
            let child = try #require(ssh.pid)
            while !isGone(child) { await Task.yield() }
        }
    }

    @Test("Arguments reach ssh as what they are, never as its options")
    func argumentsAreSafe() throws {
        for host in ["-oProxyCommand=x", "", "a b", "ada@-x", "@rig", "ada@", "ri\ng", "ssh://-x"] {
            #expect(RemoteHost(host) == nil, "\(host)")
            if host.isEmpty { continue }
            #expect(throws: (any Error).self) { try Cisterna.parseAsRoot(["--host=\(host)", "status"]) }
        }
        for host in ["rig", "rig.local", "ada@rig", "ssh://ada@rig:2222", "192.0.2.1"] {
            #expect(RemoteHost(host)?.text == host)
        }
        #expect(ShellWord.quoted("/run/a.sock") == "/run/a.sock" && ShellWord.quoted("") == "''")
        #expect(ShellWord.quoted("a b;$(x)'y") == "'a b;$(x)'\\''y'")
    }

    @Test("The socket's path at the far end may be any, and is told in what to do next")
    func pathsAreQuoted() async throws {
        let options = try #require(
            Cisterna.parseAsRoot(["--host", "rig", "--socket", "a b", "outcome", "x"]) as? OutcomeCommand
        ).options
        #expect(options.programmer == "cisterna --host rig --socket 'a b'")
        let unknown = OutcomeUnknown(requestId: "x", method: .bolus)
        let lines = FailureText.lines(for: unknown, programmer: options.programmer)
        #expect(lines.last == "  cisterna --host rig --socket 'a b' outcome x")
        let ssh = try FakeSSH()
        let ended = try await ssh.run(["--host", "rig", "--socket", "/no where/$(x)'.sock", "status"])
        #expect(ended.errors.contains("connect(/no where/$(x)'.sock): No such file"), "\(ended)")
        // Without one the other machine's usual one is meant, whatever is usual here.
        _ = try await ssh.run(["--host", "nowhere", "status"])
        #expect(ssh.calls.last == "nowhere cisterna bridge")
    }

    @Test("A bridge carries bytes as they are, and ends when either side does")
    func bridgeCarries() async throws {
        try await FakeDaemon.run { daemon in
            let ssh = try FakeSSH()
            let process = try ssh.programmer(["--socket", daemon.path, "bridge"])
            let (input, output) = (Pipe(), Pipe())
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            try input.fileHandleForWriting.write(contentsOf: Data("{\"method\":\"io.cisterna.Pump.Resume\"}\0".utf8))
            var reply = Data()
            while reply.last != 0 { reply += output.fileHandleForReading.availableData }
            #expect(String(decoding: reply, as: UTF8.self).hasPrefix("{\"error\":"))
            try input.fileHandleForWriting.close()
            while process.isRunning { await Task.yield() }
            #expect(process.terminationStatus == 0)
            // A message that nobody may send closes the connection from the other side.
            let other = try ssh.programmer(["--socket", daemon.path, "bridge"])
            let open = Pipe()
            other.standardInput = open
            try other.run()
            try open.fileHandleForWriting.write(contentsOf: Data("nonsense\0".utf8))
            while other.isRunning { await Task.yield() }
            #expect(other.terminationStatus == 0)
        }
    }
}
