// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The real `cisterna-sim`, run to its end.
enum SimulationProgram {
    /// Where the build put the programs: beside the test bundle.
    private static var programs: URL {
        Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
            ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    }

    /// Exit code and what it says on standard output, one line of JSON. Waits on a thread of its own: the tests' few threads
    /// are for those that run.
    static func run<Report: Decodable & Sendable>(
        _ arguments: [String], as report: Report.Type
    ) async throws -> (Int32, Report) {
        let program = programs.appendingPathComponent("cisterna-sim")
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let process = Process()
                        let output = Pipe()
                        process.executableURL = program
                        process.arguments = arguments
                        process.standardOutput = output
                        try process.run()
                        let said = output.fileHandleForReading.readDataToEndOfFile()
                        process.waitUntilExit()
                        return (process.terminationStatus, try JSONDecoder().decode(report, from: said))
                    })
            }
        }
    }
}
