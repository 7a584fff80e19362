// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A program run to its end.
struct Script {
    var status: Int32
    var output: String
    var errors: String

    /// Runs it with a bound on its time: past that it is ended, and its status is that of the signal.
    static func run(
        _ path: String, _ arguments: [String] = [], environment: [String: String] = [:], seconds: Int = 60
    ) throws -> Script {
        // Files, not pipes: nothing blocks on a reader, and a process left behind holds nothing open.
        let folder = try TemporaryFolder()
        let output = try folder.write("", to: "output")
        let errors = try folder.write("", to: "errors")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["--kill-after=5", "\(seconds)", path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Script(
            status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8))
    }
}

/// A folder that goes when nobody holds it any more.
final class TemporaryFolder {
    let url: URL

    init() throws {
        // Short, for the sake of socket paths.
        url = FileManager.default.temporaryDirectory.appending(path: "house-\(UInt32.random(in: 0...UInt32.max))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file, its folders too.
    @discardableResult
    func write(_ text: String, to path: String, executable: Bool = false) throws -> URL {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        if executable {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
        return file
    }

    /// Copies one of the project's files to the same place here.
    @discardableResult
    func copy(_ path: String) throws -> URL {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: Repository.root.appending(path: path), to: file)
        return file
    }

    func text(_ path: String) -> String? {
        try? String(contentsOf: url.appending(path: path), encoding: .utf8)
    }
}
