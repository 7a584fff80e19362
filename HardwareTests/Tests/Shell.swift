// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Programs of the machine, run to their end.
enum Shell {
    struct Outcome: Sendable {
        let code: Int32
        /// Standard output and standard error together.
        let said: String
    }

    @discardableResult
    static func run(_ program: String, _ arguments: String...) throws -> Outcome { try run([program] + arguments) }

    static func run(_ words: [String]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        // The toolchain's own libraries, with which the tests run, are not for the machine's programs.
        process.environment = ProcessInfo.processInfo.environment.filter { $0.key != "LD_LIBRARY_PATH" }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Outcome(code: process.terminationStatus, said: said)
    }

    /// - Throws: What it said, when it failed.
    @discardableResult
    static func must(_ words: String...) throws -> String {
        let outcome = try run(words)
        guard outcome.code == 0 else {
            throw TestFailure("\(words.joined(separator: " ")) ended with \(outcome.code): \(outcome.said)")
        }
        return outcome.said
    }
}
