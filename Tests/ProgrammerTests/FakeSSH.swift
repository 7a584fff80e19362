// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import cisterna

/// Stands in for `ssh`: drops its options, notes the rest, and does what the host's name says. On `rig` the remote
/// command runs on this machine.
final class FakeSSH: Sendable {
    private let folder: URL

    var program: String { folder.appending(path: "ssh").path }
    /// Host and remote command of each call.
    var calls: [String] { text("calls").split(separator: "\n").map(String.init) }
    /// The process of the last call.
    var pid: pid_t? { pid_t(text("pid").trimmingCharacters(in: .newlines)) }

    /// Where the build put the programs: beside the test bundle.
    static var programs: URL {
        Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
            ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "ssh-\(UInt32.random(in: 0...UInt32.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(Self.programs.path.utf8).write(to: folder.appending(path: "programs"))
        // A link: a program that was just written is busy as long as any child forked meanwhile holds it open.
        guard let script = Bundle.module.url(forResource: "fake-ssh", withExtension: "sh", subdirectory: "Peer") else {
            throw CocoaError(.fileNoSuchFile)
        }
        try FileManager.default.createSymbolicLink(atPath: program, withDestinationPath: script.path)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func text(_ name: String) -> String {
        (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
    }

    func route(_ host: String, socket: String?) throws -> SSHRoute {
        guard let host = RemoteHost(host) else { throw Misuse(message: host) }
        return SSHRoute(host: host, socket: socket, program: program)
    }

    /// The programmer itself, not started yet, with files for what it says.
    func programmer(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = Self.programs.appending(path: "cisterna")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["CISTERNA_SSH": program]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try file("output")
        process.standardError = try file("errors")
        return process
    }

    /// Runs the programmer to its end.
    func run(_ arguments: [String]) async throws -> (code: Int32, output: String, errors: String) {
        let process = try programmer(arguments)
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return (process.terminationStatus, text("output"), text("errors"))
    }

    private func file(_ name: String) throws -> FileHandle {
        let url = folder.appending(path: name)
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }
}
