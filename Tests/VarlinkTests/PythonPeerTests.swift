// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Varlink

/// PyPI `varlink` as the client: somebody else's reading of the protocol.
@Suite(.timeLimit(.minutes(5))) struct PythonPeerTests {
    private struct Outcome: Sendable {
        let status: Int32
        let output: String
    }

    private static let python =
        ProcessInfo.processInfo.environment["CISTERNA_TEST_PYTHON"] ?? ".build/venv/bin/python3"

    private func run(_ arguments: [String]) async throws -> Outcome {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: Self.python)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = pipe
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { process in
                // A few lines at most, so the pipe held them all.
                let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                continuation.resume(returning: Outcome(status: process.terminationStatus, output: output))
            }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }

    @Test func understandsTheService() async throws {
        try #require(
            FileManager.default.isExecutableFile(atPath: Self.python),
            """
            there is no \(Self.python): make it with 'python3 -m venv .build/venv && .build/venv/bin/pip install \
            varlink==31.0.0', or name another Python that has varlink in CISTERNA_TEST_PYTHON
            """
        )
        let script = try #require(Bundle.module.url(forResource: "peer", withExtension: "py", subdirectory: "Peer"))
        try await BenchServer.run { bench in
            let outcome = try await run([script.path, "unix:\(bench.path)"])
            #expect(outcome.status == 0 && outcome.output == "OK\n", "\(outcome.output)")
            await bench.probe.wait(for: "note from python")
            #expect(bench.server.counters.malformedMessages == 0)
            #expect(bench.server.counters.internalErrors == 0)
        }
    }
}
