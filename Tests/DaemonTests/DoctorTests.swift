// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Doctor
import Foundation
import Testing
import Varlink

/// Goal: the daemon examines its own machine for those who service it, and the programmer shows it. Method: the real
/// programs on the simulated rig.
@Suite("The doctor over the socket", .timeLimit(.minutes(5)))
struct DoctorTests {
    @Test("Every check is answered, as the interface says, also while the pump delivers")
    func everyCheck() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        try await client.apply()
        try await client.resume()
        try await Client.connect(path: daemon.socket).wait(for: "stroke-ended")
        let reply = try await client.call(ControlMethod.doctor.qualifiedName, [:])
        #expect(ServiceInterface.definition.validate(reply: reply, of: "Doctor") == nil)
        let report = try reply.decode(DoctorReply.self)
        #expect(report.findings.map(\.check) == Check.allCases.map(\.rawValue))
        let verdicts = Dictionary(uniqueKeysWithValues: report.findings.map { ($0.check, $0.verdict) })
        for check in [Check.controlSocket, .releasedLines, .gpioLines, .gpioDevices] {
            #expect(verdicts[check.rawValue] == .good, "\(report.findings)")
        }
        let state = try #require(report.findings.first { $0.check == Check.stateFolder.rawValue })
        #expect(state.text.contains("can be written"))
        // Above real time nothing can be late, and nothing is measured.
        #expect(report.latency.wakeUps == 0 && report.latency.verdict == .unknown && report.latency.source == .record)
        #expect(report.latency.lateEdgeBoundNanoseconds == 100_000_000 && report.latency.bands.count == 8)
        #expect(try await client.status().state == .delivering)
        daemon.terminate()
    }

    @Test("In real time the daemon's own wake-ups are counted, each in one band")
    func wakeUps() async throws {
        let daemon = try DaemonProcess(speedUp: 1)
        let client = try await daemon.start()
        var latency: LatencyMessage
        repeat {
            let reply = try await client.call(ControlMethod.doctor.qualifiedName, [:])
            latency = try reply.decode(DoctorReply.self).latency
        } while latency.wakeUps == 0
        #expect(latency.bands.map(\.count).reduce(0, +) == latency.wakeUps)
        #expect(latency.verdict != .unknown && latency.p50Nanoseconds <= latency.maximumNanoseconds)
        daemon.terminate()
    }

    @Test("The programmer prints the daemon's report, as JSON and for people; a probe is refused while it runs")
    func programmer() async throws {
        let daemon = try DaemonProcess()
        _ = try await daemon.start()
        let json = try await ProgramRun.cisterna(["--socket", daemon.socket, "doctor", "--json"])
        let printed = try JSONValue(parsing: Array(json.output.utf8))
        let report = try printed.decode(DoctorReply.self)
        #expect(report.findings.count == Check.allCases.count)
        let isBad = report.findings.contains { $0.verdict == .bad }
        #expect(json.code == (isBad ? 78 : 0), "\(json.errors)")
        let text = try await ProgramRun.cisterna(["--socket", daemon.socket, "doctor"])
        #expect(text.output.contains("  ok    released-lines") && text.output.hasSuffix("not to be found out.\n"))
        let rig = DaemonProcess.root.appendingPathComponent("Config/rigs/simulated.toml").path
        let probe = try await ProgramRun.cisterna([
            "--socket", daemon.socket, "doctor", "--rig", rig, "--probe-lines", "--yes",
        ])
        #expect(probe.code == 64 && probe.errors.contains("holds its lines") && probe.output.isEmpty)
        daemon.terminate()
    }

    @Test("Without a daemon the programmer says so, and examines the machine itself")
    func withoutDaemon() async throws {
        let daemon = try DaemonProcess()
        let rig = DaemonProcess.root.appendingPathComponent("Config/rigs/raspberry-pi-tmc2209.toml").path
        let run = try await ProgramRun.cisterna(
            ["--socket", daemon.socket, "doctor", "--rig", rig, "--seconds", "1", "--json"])
        #expect(run.errors.contains("No daemon runs on \(daemon.socket)"))
        let report = try JSONValue(parsing: Array(run.output.utf8)).decode(DoctorReply.self)
        #expect(report.latency.source == .measurement && report.latency.wakeUps == 1_000)
        #expect(report.latency.lateEdgeBoundNanoseconds == 2_000_000)
        let isBad = report.findings.contains { $0.verdict == .bad }
        #expect(run.code == (isBad ? 78 : 0))
    }

    @Test("Every check stands in the article's table, and nothing else")
    func articleAgrees() throws {
        let article = DaemonProcess.root.appendingPathComponent("Sources/Daemon/Daemon.docc/ControlInterface.md")
        let text = try String(contentsOf: article, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "## The doctor").dropFirst().first)
            .components(separatedBy: "\n## ")[0]
        let names = section.split(separator: "\n").compactMap { line -> String? in
            guard line.hasPrefix("| `") else { return nil }
            return line.split(separator: "`").dropFirst().first.map(String.init)
        }
        #expect(names == Check.allCases.map(\.rawValue))
    }
}
