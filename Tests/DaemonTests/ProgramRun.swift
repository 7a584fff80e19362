// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A program that was run to its end.
struct ProgramRun: Sendable {
    let code: Int32
    let output: String
    let errors: String

    /// The real `cisterna`.
    static func cisterna(_ arguments: [String]) async throws -> ProgramRun {
        try await of(DaemonProcess.programs.appendingPathComponent("cisterna"), arguments)
    }

    /// Waits on a thread of its own: the tests' few threads are for those that run.
    static func of(_ program: URL, _ arguments: [String]) async throws -> ProgramRun {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try ProgramRun(program, arguments) }) }
        }
    }

    private init(_ program: URL, _ arguments: [String]) throws {
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        self.errors = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        code = process.terminationStatus
    }
}
