// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("What systemd sees of the daemon")
struct SystemdTests {
    /// Runs the harness that plays systemd, and gives its result.
    func harness(_ arguments: [String], _ daemon: DaemonProcess) async throws -> [String: Any] {
        let environment = ProcessInfo.processInfo.environment
        let python =
            environment["CISTERNA_TEST_PYTHON"]
            ?? DaemonProcess.root.appendingPathComponent(".build/venv/bin/python3").path
        let script = try #require(
            Bundle.module.url(forResource: "systemd_harness", withExtension: "py", subdirectory: "Peer"))
        let run = try await ProgramRun.of(
            URL(fileURLWithPath: python),
            [
                script.path, DaemonProcess.programs.appendingPathComponent("cisternad").path, daemon.configuration,
                daemon.socket,
            ] + arguments)
        try #require(run.code == 0, "the harness ended with \(run.code): \(run.errors)")
        return try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    @Test(
        "BR-F02: READY comes after the self-test; stopping any thread ends the feeding of the watchdog",
        arguments: ["cis-realtime", "cis-supervisor", "cis-ledger", "service"])
    func watchdog(thread: String) async throws {
        let daemon = try DaemonProcess(speedUp: 1)
        let result = try await harness(["watchdog", thread], daemon)
        #expect(result["ready"] as? Bool == true)
        #expect(result["fedBefore"] as? Bool == true)
        #expect(result["fedAfter"] as? Bool == false, "\(result)")
    }

    @Test("BR-F02: the whole process frozen by SIGSTOP delivers at most one stroke on waking, then stops")
    func frozen() async throws {
        let daemon = try DaemonProcess(speedUp: 1)
        let therapy = DaemonProcess.root.appendingPathComponent("Config/therapies/continuous.toml").path
        let result = try await harness(["frozen", therapy], daemon)
        #expect(try #require(result["strokes"] as? Int) <= 1, "\(result)")
        #expect(try #require(result["pulses"] as? Int) <= 60, "\(result)")
        #expect(result["state"] as? String != "delivering", "\(result)")
    }

    @Test("The socket that systemd hands over is served, also where it is one of several")
    func activation() async throws {
        let daemon = try DaemonProcess(speedUp: 1)
        let result = try await harness(["activation"], daemon)
        #expect(result["state"] as? String == "stopped", "\(result)")
        #expect(result["access"] as? [String] == [], "\(result)")
    }
}
