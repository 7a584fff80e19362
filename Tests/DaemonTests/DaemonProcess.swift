// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// The real daemon in a process and a folder of its own.
final class DaemonProcess: @unchecked Sendable {
    let folder: URL
    let socket: String
    private(set) var process = Process()
    private var errors = Pipe()

    /// Where the build put the programs: beside the test bundle.
    static var programs: URL {
        Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
            ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    }

    static var root: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    init(speedUp: Int = 200, roles: String = "") throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("cis-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        socket = folder.appendingPathComponent("control.sock").path
        try write(speedUp: speedUp, roles: roles)
    }

    deinit {
        if process.isRunning {
            process.terminate()
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(at: folder)
    }

    var configuration: String { folder.appendingPathComponent("cisternad.toml").path }

    func write(speedUp: Int, roles: String = "", rig: String = "Config/rigs/simulated.toml") throws {
        try """
        name = "test"
        rig = "\(rig.hasPrefix("/") ? rig : Self.root.appendingPathComponent(rig).path)"
        state = "\(folder.appendingPathComponent("state").path)"
        socket = "\(socket)"
        drugs = "\(Self.root.appendingPathComponent("Config/drugs/samples.toml").path)"
        [simulation]
        speed-up = \(speedUp)
        \(roles)
        """.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    /// Starts the daemon and waits until it answers.
    func start() async throws -> Client { try await start("cisternad", ["--config", configuration]) }

    /// Starts a program that is a daemon, and waits until it answers.
    func start(_ program: String, _ arguments: [String]) async throws -> Client {
        process = Process()
        process.executableURL = Self.programs.appendingPathComponent(program)
        process.arguments = arguments
        errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        while true {
            if let client = try? await Client.connect(path: socket) { return client }
            try #require(process.isRunning, "the daemon ended with \(process.terminationStatus): \(said())")
            await Task.yield()
        }
    }

    /// Runs the daemon to its end and gives exit code and what it said.
    func runToEnd(_ arguments: [String]) throws -> (code: Int32, said: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = Self.programs.appendingPathComponent("cisternad")
        process.arguments = arguments
        process.standardError = output
        process.standardOutput = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }

    func said() -> String { String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self) }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func terminate() {
        process.terminate()
        process.waitUntilExit()
    }
}

extension Client {
    func status() async throws -> StatusMessage {
        let reply: StatusReply = try await call(
            ControlMethod.status.qualifiedName, encoding: EmptyMessage(), as: StatusReply.self)
        return reply.status
    }

    /// Proposes and commits a therapy of the examples.
    @discardableResult
    func apply(_ therapy: String = "continuous", revision: Int64 = 0) async throws -> Int64 {
        let file = DaemonProcess.root.appendingPathComponent("Config/therapies/\(therapy).toml")
        let document = try String(contentsOf: file, encoding: .utf8)
        let proposal: ProposeReply = try await call(
            ControlMethod.propose.qualifiedName,
            encoding: ProposeParameters(
                requestId: UUID().uuidString, document: document, revision: revision, operator: "test"),
            as: ProposeReply.self)
        let reply: CommitReply = try await call(
            ControlMethod.commit.qualifiedName,
            encoding: CommitParameters(
                requestId: UUID().uuidString, proposalId: proposal.proposalId, revision: revision, operator: "test"),
            as: CommitReply.self)
        return reply.revision
    }

    func resume(revision: Int64 = 1) async throws {
        _ = try await call(
            ControlMethod.resume.qualifiedName,
            ["requestId": .string(UUID().uuidString), "revision": .integer(revision)])
    }

    /// Follows the record until an event of a kind has come so often.
    func wait(for kind: String, count: Int = 1) async throws {
        var left = count
        for try await reply in stream(
            ControlMethod.events.qualifiedName, ["kinds": .array([.string(kind)]), "follow": true])
        {
            if reply["event"] != nil { left -= 1 }
            if left == 0 { return }
        }
    }
}
