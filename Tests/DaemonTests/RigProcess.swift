// SPDX-License-Identifier: Apache-2.0
import Foundation
import SimulatedRig
import Testing

/// A simulated rig in a process of its own, beside a daemon that drives it.
final class RigProcess {
    let lines: String
    private let process = Process()
    private let output = Pipe()

    /// Starts it and waits until its lines are there.
    init(in folder: URL, speedUp: Int) async throws {
        lines = folder.appendingPathComponent("lines").path
        process.executableURL = DaemonProcess.programs.appendingPathComponent("cisterna-sim")
        process.arguments = [
            "rig", "--tethered", "--lines", lines, "--speed-up", "\(speedUp)", "--rig",
            DaemonProcess.root.appendingPathComponent("Config/rigs/simulated.toml").path,
        ]
        process.standardOutput = output
        try process.run()
        while !FileManager.default.fileExists(atPath: lines) {
            try #require(process.isRunning, "the rig ended with \(process.terminationStatus)")
            await Task.yield()
        }
    }

    deinit { if process.isRunning { kill() } }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Ends it and gives what it says of what really happened.
    func end() throws -> [String: Int64] {
        process.terminate()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode([String: Int64].self, from: said)
    }
}
