// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing

@testable import Doctor

/// Goal: what a process has and may is told apart from what the machine is. Method: made-up limits, results and nodes.
@Suite("The doctor on the process")
struct ProcessTests {
    private static func limits(rtprio: String, memlock: String) -> String {
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max locked memory         \(memlock)              8388608              bytes
        Max realtime priority     \(rtprio)                    0
        """
    }

    private static func obtained(_ realTime: Int32, _ supervisor: Int32?, locked: Bool = true) -> RealTimeObtained {
        RealTimeObtained(realTimeClass: realTime, supervisorClass: supervisor, memoryIsLocked: locked)
    }

    @Test("SCHED_FIFO for both threads, for one, for none, not known yet")
    func schedulingClass() throws {
        let machine = try FakeMachine(["/proc/self/limits": Self.limits(rtprio: "0", memlock: "unlimited")])
        let good = machine.examine().finding(.schedulingClass)
        #expect(good.verdict == .good && good.text.contains("SCHED_FIFO at 60") && good.text.contains("70"))
        let bad = machine.examine(obtained: Self.obtained(1, -EPERM)).finding(.schedulingClass)
        #expect(bad.verdict == .bad && bad.remedy?.contains("LimitRTPRIO") == true, "\(bad)")
        #expect(
            machine.examine(rig: FakeMachine.simulated, obtained: Self.obtained(-EPERM, -EPERM))
                .finding(.schedulingClass).verdict == .notice)
        #expect(
            machine.examine(examiner: .user, obtained: Self.obtained(-EPERM, nil)).finding(.schedulingClass).verdict
                == .notice)
        #expect(machine.examine(obtained: Self.obtained(0, 0)).finding(.schedulingClass).verdict == .unknown)
        try machine.write(Self.limits(rtprio: "90", memlock: "unlimited"), to: "/proc/self/limits")
        let group = machine.examine(obtained: Self.obtained(-EPERM, -EPERM)).finding(.schedulingClass)
        #expect(group.remedy?.contains("control group") == true, "\(group)")
    }

    @Test("Memory that is not locked is bad for a rig, unless its file allows it")
    func memoryLock() throws {
        let machine = try FakeMachine()
        let unlocked = Self.obtained(1, 1, locked: false)
        #expect(machine.examine().finding(.memoryLock).verdict == .good)
        #expect(machine.examine(obtained: unlocked).finding(.memoryLock).verdict == .bad)
        let relaxed = machine.examine(rig: FakeMachine.rig(allowsDegraded: true), obtained: unlocked)
        #expect(relaxed.finding(.memoryLock).verdict == .notice)
    }

    @Test(
        "Limits of the process, with and without capabilities that go beyond them",
        arguments: [
            ("90", "unlimited", "0000000000000000", VerdictWord.good), ("60", "unlimited", "0000000000000000", .bad),
            ("90", "8388608", "0000000000000000", .bad), ("0", "8388608", "000001ffffffffff", .good),
            ("0", "8388608", "0000000000800000", .bad), ("0", "unlimited", "0000000000800000", .good),
        ])
    func processLimits(rtprio: String, memlock: String, capabilities: String, verdict: VerdictWord) throws {
        let machine = try FakeMachine([
            "/proc/self/limits": Self.limits(rtprio: rtprio, memlock: memlock),
            "/proc/self/status": "Name:\ta\nCapEff:\t\(capabilities)",
        ])
        let finding = machine.examine().finding(.processLimits)
        #expect(finding.verdict == verdict && finding.text.contains("rtprio \(rtprio)"), "\(finding)")
        let user = machine.examine(examiner: .user).finding(.processLimits)
        #expect(user.verdict == (verdict == .bad ? .notice : verdict))
        #expect(try FakeMachine().examine().finding(.processLimits).verdict == .unknown)
    }

    @Test("The idle hold: there and open, there and closed, not there")
    func idleHold() throws {
        let machine = try FakeMachine()
        #expect(machine.examine().finding(.idleHold).verdict == .notice)
        try machine.write("", to: "/dev/cpu_dma_latency", mode: 0o660)
        #expect(machine.examine().finding(.idleHold).verdict == .good)
        let closed = machine.examine(refused: EACCES).finding(.idleHold)
        #expect(closed.verdict == .notice && closed.text.contains("0660") && closed.text.contains("Permission"))
    }

    @Test("The control socket: for its group, for everybody, not a socket, not there, unanswered")
    func controlSocket() throws {
        let machine = try FakeMachine(["/run/x": ""])
        #expect(machine.examine().finding(.controlSocket).verdict == .unknown)
        machine.socket("/run/control.sock", mode: 0o660)
        let good = machine.examine().finding(.controlSocket)
        #expect(good.verdict == .good && good.text.contains("0660"), "\(good)")
        let silent = machine.examine(examiner: .user).finding(.controlSocket)
        #expect(silent.verdict == .notice && silent.text.contains("nobody answers"))
        let open = try FakeMachine(["/run/x": ""])
        open.socket("/run/control.sock", mode: 0o666)
        #expect(open.examine().finding(.controlSocket).verdict == .notice)
        let file = try FakeMachine(["/run/control.sock": ""])
        #expect(file.examine().finding(.controlSocket).verdict == .bad)
    }

    @Test("The record's folder: writable, no folder, not known; and its room")
    func stateFolder() throws {
        let machine = try FakeMachine(["/file": ""])
        try machine.folder("/state")
        #expect(machine.examine(state: "/state").finding(.stateFolder).text.contains("can be written"))
        #expect(machine.examine(state: "/file").finding(.stateFolder).verdict == .bad)
        #expect(machine.examine(state: "/nowhere").finding(.stateFolder).verdict == .bad)
        #expect(machine.examine().finding(.stateFolder).verdict == .unknown)
        let room: [(Int64, VerdictWord)] = [(1 << 40, .good), (100 << 20, .notice), (1 << 20, .bad)]
        for (free, verdict) in room { #expect(Examination.space(free, "a").verdict == verdict) }
        #expect(Examination.space(100 << 20, "a").text == "a, 100 MiB free")
    }

    @Test("The chips' nodes: open, closed, open to all, not there")
    func gpioDevices() throws {
        let machine = try FakeMachine(["/dev/null": ""])
        #expect(machine.examine().finding(.gpioDevices).verdict == .bad)
        #expect(machine.examine(rig: .unknown).finding(.gpioDevices).verdict == .notice)
        #expect(machine.examine(rig: FakeMachine.simulated).finding(.gpioDevices).verdict == .good)
        try machine.write("", to: "/dev/gpiochip0", mode: 0o660)
        try machine.write("", to: "/dev/gpiochip10", mode: 0o660)
        let good = machine.examine().finding(.gpioDevices)
        #expect(good.verdict == .good && good.text.split(separator: "\n").count == 2, "\(good)")
        let closed = machine.examine(refused: EACCES).finding(.gpioDevices)
        #expect(closed.verdict == .bad && closed.text.contains("0660): Permission denied"), "\(closed)")
        #expect(machine.examine(examiner: .user, refused: EACCES).finding(.gpioDevices).verdict == .notice)
        try machine.write("", to: "/dev/gpiochip0", mode: 0o666)
        #expect(machine.examine().finding(.gpioDevices).verdict == .notice)
    }

    @Test("The real machine answers every check once, without an error")
    func realMachine() async {
        let examination = await Examination.ofUser(
            rig: nil, wakeUps: 5, socket: "/nowhere/control.sock", releasedLines: .notLookedAt)
        let findings = examination.findings()
        #expect(findings.map(\.check) == Check.allCases)
        for finding in findings {
            #expect(!finding.text.isEmpty && !finding.text.hasSuffix("."), "\(finding)")
            #expect(finding.remedy?.hasSuffix(".") != false, "\(finding)")
        }
        #expect(examination.latency.wakeUps == 5 && examination.latency.source == .measurement)
        #expect(examination.obtained.realTimeClass != 0)
    }
}
