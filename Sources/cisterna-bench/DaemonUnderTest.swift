// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Quantities
import RealTime

/// The real daemon as a child, in a folder of its own, programmed by the real programmer.
final class DaemonUnderTest {
    private let daemon = Process()
    private let folder: URL
    private let programmer: URL
    private let socket: String
    /// From its start to its first answer.
    private(set) var startTook: Quantities.Duration = .zero

    /// - Throws: Whatever keeps the daemon from answering within a minute.
    ///
    /// - Parameter state: A record to start with; nil: an empty one of its own.
    init(programs: String, rig: String, state: String? = nil) throws {
        let programs = URL(fileURLWithPath: programs)
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("cisterna-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        programmer = programs.appendingPathComponent("cisterna")
        socket = folder.appendingPathComponent("control.sock").path
        let configuration = folder.appendingPathComponent("cisternad.toml")
        try """
        name = "bench"
        rig = "\(URL(fileURLWithPath: rig).path)"
        state = "\(state ?? folder.appendingPathComponent("state").path)"
        socket = "\(socket)"
        drugs = "\(URL(fileURLWithPath: rig).deletingLastPathComponent().path)/../drugs/samples.toml"
        """.write(to: configuration, atomically: true, encoding: .utf8)
        daemon.executableURL = programs.appendingPathComponent("cisternad")
        daemon.arguments = ["--config", configuration.path]
        daemon.standardOutput = FileHandle.standardError
        let begin = MonotonicClock.now()
        try daemon.run()
        while !SocketProbe.answers(socket) {
            guard MonotonicClock.now() < begin + .minute, daemon.isRunning else {
                throw ValidationError("the daemon does not answer")
            }
            usleep(1_000)
        }
        startTook = MonotonicClock.now() - begin
    }

    var processID: Int32 { daemon.processIdentifier }

    func deliver(therapy: String) throws {
        _ = try cisterna(["program", "apply", "--yes", "--operator", "bench", URL(fileURLWithPath: therapy).path])
        _ = try cisterna(["resume", "--yes"])
    }

    func lateEdges() throws -> Int {
        let status = try JSONSerialization.jsonObject(with: Data(try cisterna(["status", "--json"]).utf8))
        let realTime = (status as? [String: Any])?["realTime"] as? [String: Any]
        guard let count = realTime?["lateEdges"] as? Int else { throw ValidationError("status names no late edges") }
        return count
    }

    private func cisterna(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = programmer
        process.arguments = ["--socket", socket] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = Pipe()
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ValidationError(
                "cisterna \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
        }
        return text
    }

    func end() {
        _ = try? cisterna(["stop"])
        daemon.terminate()
        daemon.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}
