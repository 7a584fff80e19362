// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing

/// Goal: the doctor sees what is there. Method: a machine whose kernel, lines and rights are known, through the daemon and
/// without it.
@Suite("The doctor on a rig", .serialized, .enabled(if: HardwareRig.isThere))
struct MachineTests {
    private func report(_ words: [String]) throws -> (code: Int32, findings: [String: FindingMessage]) {
        let outcome = try Shell.run(["cisterna"] + words + ["--json", "--quiet"])
        let start = try #require(outcome.said.firstIndex(of: "{"), "\(outcome.said)")
        let reply = try JSONDecoder().decode(DoctorReply.self, from: Data(outcome.said[start...].utf8))
        let findings = Dictionary(reply.findings.map { ($0.check, $0) }, uniquingKeysWith: { first, _ in first })
        return (outcome.code, findings)
    }

    @Test("Asked through the daemon: real time obtained, lines held, and what ENABLE did")
    func running() throws {
        let pump = try PumpUnderTest()
        try pump.start(forgetting: true)
        let (code, findings) = try report(["--socket", pump.rig.socket, "doctor"])
        #expect(code == 0, "\(findings.values.filter { $0.verdict == .bad })")
        for check in ["scheduling-class", "memory-lock", "process-limits", "gpio-devices", "gpio-lines"] {
            #expect(findings[check]?.verdict == .good, "\(check): \(findings[check]?.text ?? "missing")")
        }
        #expect(findings["released-lines"]?.verdict == .good, "ENABLE is pulled to its off level")
        if HardwareRig.isKernelSimulation {
            #expect(findings["kernel-preemption"]?.text.contains("PREEMPT_RT") == true)
            #expect(findings["hardware-watchdog"] != nil)
        }
        for finding in findings.values.sorted(by: { $0.check < $1.check }) {
            Figures.add(
                "doctor", ["check": finding.check, "verdict": finding.verdict.rawValue, "text": finding.text])
        }
        try pump.stopService()
    }

    @Test(
        "Under its unit the daemon knows by systemd-timesyncd's mark that the clock is right",
        .enabled(if: HardwareRig.isKernelSimulation))
    func clock() throws {
        let pump = try PumpUnderTest()
        let mark = "/run/systemd/timesync/synchronized"
        try FileManager.default.createDirectory(
            atPath: "/run/systemd/timesync", withIntermediateDirectories: true)
        FileManager.default.createFile(atPath: mark, contents: nil)
        try pump.start(forgetting: true)
        #expect(try report(["--socket", pump.rig.socket, "doctor"]).findings["clock-synchronised"]?.verdict == .good)
        try FileManager.default.removeItem(atPath: mark)
        #expect(
            try report(["--socket", pump.rig.socket, "doctor"]).findings["clock-synchronised"]?.verdict == .unknown)
        try pump.stopService()
    }

    @Test("Without a daemon the lines are let go of, and are seen to fall back or to stay")
    func released() throws {
        let pump = try PumpUnderTest()
        try pump.stopService()
        let rigFile = "/etc/cisterna/rigs/under-test.toml"
        try pump.rig.description.text.write(toFile: rigFile, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: rigFile) }
        let (_, findings) = try report([
            "--socket", pump.rig.socket, "doctor", "--rig", rigFile, "--probe-lines", "--yes", "--seconds", "1",
        ])
        let finding = try #require(findings["released-lines"])
        #expect(finding.verdict != .unknown, "\(finding.text)")
        Figures.add("released lines", ["verdict": finding.verdict.rawValue, "text": finding.text])
    }
}
