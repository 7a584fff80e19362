// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Glibc
import RigFile
import Testing
import Varlink

/// Goal: however the daemon dies, pulses end, the lines get safe, and the pump comes back stopped. Method: the real service
/// under systemd is killed, frozen, crashed and hung while it delivers; the kernel's trace and the level of ENABLE tell when.
@Suite("Deaths of the daemon", .serialized, .enabled(if: HardwareRig.isThere))
struct WatchdogTests {
    enum Death: String, CaseIterable, Sendable {
        case kill = "SIGKILL"
        case freeze = "SIGSTOP"
        case crash = "SIGSEGV"
        case blockRealTime = "real-time thread blocked"
        case spinRealTime = "real-time thread in a loop"
        case blockSupervisor = "supervisor blocked"
        case blockLedger = "ledger blocked"

        /// Who notices: for the table.
        var detection: String {
            switch self {
            case .kill, .crash: "systemd: the process ended"
            case .freeze: "systemd: WATCHDOG=1 missing"
            case .blockRealTime: "supervisor: three missed reports"
            case .spinRealTime: "supervisor: three missed reports; kernel: RLIMIT_RTTIME"
            case .blockSupervisor: "real-time thread: stale token; systemd"
            case .blockLedger: "real-time thread: end of the grant; systemd"
            }
        }

        /// By when the last pulse has left, in ns: what the process promises by itself.
        var longestPulsing: Int64 {
            switch self {
            case .kill, .freeze, .crash, .blockRealTime: 20_000_000
            // The time that its call takes is in it.
            case .spinRealTime: 200_000_000
            // No edge leaves with a token older than 300 ms; one may be renewed just before.
            case .blockSupervisor: 450_000_000
            // Delivers what is granted until systemd ends it.
            case .blockLedger: 5_000_000_000
            }
        }

        /// By when the heartbeat has ended, in ns: at once, but where only the ledger hangs.
        var longestBeating: Int64 {
            switch self {
            case .blockLedger: longestEnabled
            // The third missed report is 300 ms after the last; the heartbeat ends with the first.
            case .blockRealTime, .spinRealTime: 300_000_000
            default: 100_000_000
            }
        }

        /// By when ENABLE is off, in ns: 300 ms where the supervisor sees to it (BR-F02), with the call's time on top; else
        /// what the end of a process or systemd's watchdog (2 s, and half a second that a thread may be beyond) takes.
        var longestEnabled: Int64 {
            switch self {
            case .blockRealTime: 400_000_000
            case .spinRealTime: 800_000_000
            case .kill, .crash: 1_500_000_000
            case .freeze: 3_000_000_000
            case .blockSupervisor: 4_500_000_000
            // A ledger promises to move on within a second at rest, and then has the watchdog's time.
            case .blockLedger: 5_000_000_000
            }
        }

        /// Makes it happen, and gives the time from which it counts.
        func happen(to pump: PumpUnderTest, process: Int32, _ client: Client) async throws -> Int64 {
            let start = PumpUnderTest.now
            switch self {
            case .kill: Glibc.kill(process, SIGKILL)
            case .freeze: Glibc.kill(process, SIGSTOP)
            case .crash: Glibc.kill(process, SIGSEGV)
            case .blockRealTime: try await pump.inject(.blockRealTime, client)
            // It leaves no processor to answer with, on a machine that has only one.
            case .spinRealTime: try? await pump.inject(.spinRealTime, client)
            case .blockSupervisor: try await pump.inject(.blockSupervisor, client)
            // The ledger cannot say any more that the call was made.
            case .blockLedger: try? await pump.inject(.blockLedger, client)
            }
            switch self {
            case .kill, .freeze, .crash, .spinRealTime, .blockLedger: return start
            // The call has taken time before the fault and after it.
            case .blockRealTime, .blockSupervisor: return PumpUnderTest.now
            }
        }
    }

    @Test(
        "BR-F02: after any death of the daemon pulses end, ENABLE goes off, and the pump is back, stopped",
        arguments: Death.allCases)
    func death(_ death: Death) async throws {
        let pump = try PumpUnderTest()
        let rig = pump.rig
        let chip = try KernelChip(label: rig.wiring.lines.chip)
        let enable = try LevelProbe(.enable, rig: rig, chip: chip)
        try pump.start(forgetting: true)
        let client = try await pump.client()
        try await pump.deliver(rate: rig.description.limits.maximumRate.description, client)
        let process = try pump.processID
        let trace = try LineTrace(chip)
        _ = try await pump.wait(forPulses: 200, client)
        #expect(try enable.isAsserted())

        let start = try await death.happen(to: pump, process: process, client)
        let enableOff = try #require(try await enable.waitUntilReleased(within: 30), "ENABLE stays on")
        let running = try await pump.waitForRestart(of: process)
        let events = try trace.events()
        // A crash writes its memory to disk if it is let: nothing of the old process comes after ENABLE went off.
        let pulses = try PulseTrain(events, rig: rig, chip: chip).rises
        let afterwards = pulses.filter { $0 > enableOff }
        #expect(afterwards.isEmpty, "\(afterwards.count) pulses after ENABLE was off")
        let last = max(0, try #require(pulses.last, "nothing was traced") - start)
        #expect(last <= death.longestPulsing, "the last pulse came after \(Figures.milliseconds(last))")
        let beat = max(0, try #require(try lastBeat(events, pump, chip), "no heartbeat was traced") - start)
        #expect(beat <= death.longestBeating, "the last heartbeat came after \(Figures.milliseconds(beat))")
        #expect(
            enableOff - start <= death.longestEnabled, "ENABLE off after \(Figures.milliseconds(enableOff - start))")

        let back = try await pump.client()
        let status = try await pump.status(back)
        #expect(status.state == .stopped)
        #expect(status.alarms.contains { $0.condition == "restarted" }, "\(status.alarms.map(\.condition))")
        #expect(try !enable.isAsserted())
        Figures.add(
            "watchdogs",
            [
                "fault": death.rawValue, "detection": death.detection, "last pulse": Figures.milliseconds(last),
                "last heartbeat": Figures.milliseconds(beat), "ENABLE off": Figures.milliseconds(enableOff - start),
                "running again, stopped": Figures.milliseconds(running - start),
            ])
        try pump.stopService()
    }

    /// When the heartbeat toggled for the last time by the supervisor that delivered.
    private func lastBeat(_ events: [LineEvent], _ pump: PumpUnderTest, _ chip: KernelChip) throws -> Int64? {
        guard let heartbeat = pump.rig.wiring.lines.outputs[.heartbeat] else { return nil }
        let line = try chip.number(of: heartbeat.name)
        // What counts for a monostable is its rise; whoever makes the lines safe sets it low.
        return events.last { $0.line == line && $0.task == "cis-supervisor" && $0.isHigh }?.time
    }

    @Test("After a kill the unit's own ExecStopPost drives every output safe")
    func safeState() async throws {
        let pump = try PumpUnderTest()
        let rig = pump.rig
        let chip = try KernelChip(label: rig.wiring.lines.chip)
        try pump.start(forgetting: true)
        let client = try await pump.client()
        try await pump.deliver(rate: rig.description.limits.maximumRate.description, client)
        _ = try await pump.wait(forPulses: 200, client)
        let process = try pump.processID
        let trace = try LineTrace(chip)
        Glibc.kill(process, SIGKILL)
        _ = try await pump.waitForRestart(of: process)
        let restarted = try pump.processID
        // A process between the two: neither the one that died nor the one that requests its lines at its start, and all
        // of that one's threads are of higher numbers.
        let events = try trace.events().filter { $0.thread > process && $0.thread < restarted }
            .filter { !$0.task.hasPrefix("cis-") }
        for (role, line) in rig.wiring.lines.outputs where role != .direction {
            let number = try chip.number(of: line.name)
            let first = events.first { $0.line == number }
            #expect(
                first?.isHigh == line.activeLow,
                "\(role.rawValue) was not driven to its safe level by \(Set(events.map(\.task)))")
        }
        try pump.stopService()
    }

    @Test(
        "Where a released ENABLE means driver on, arming is refused unless an external gate is named",
        .enabled(if: HardwareRig.isKernelSimulation))
    func releasedEnable() async throws {
        let pump = try PumpUnderTest()
        let chip = try KernelChip(label: pump.rig.wiring.lines.chip)
        let enable = try pump.rig.output(.enable)
        let pull = try chip.file("pull", of: enable.name)
        try pump.stopService()
        try KernelFile.write(enable.activeLow ? "pull-down" : "pull-up", to: pull)
        defer { try? KernelFile.write(enable.activeLow ? "pull-up" : "pull-down", to: pull) }
        try pump.start(forgetting: true)
        let client = try await pump.client()
        let trace = try LineTrace(chip)
        // The self-test names it, and a pump that has failed it neither takes a therapy nor resumes.
        var status = try await pump.status(client)
        #expect(status.state == .failed)
        await #expect(throws: ControlError.notInState(.failed).callError(in: ProgrammerInterface.name)) {
            try await pump.apply(rate: "10 mL/day", client)
        }
        await #expect(throws: ControlError.notInState(.failed).callError(in: PumpInterface.name)) {
            try await pump.resume(revision: 0, client)
        }
        #expect(try PulseTrain(trace.events(), rig: pump.rig, chip: chip).count == 0)
        let journal = try pump.journal()
        #expect(journal.contains("external-gate"), "\(journal)")

        // The same line with a gate outside: armed.
        let text = pump.rig.description.text
        try text.replacingOccurrences(of: "[mechanics]", with: "external-gate = true\n\n[mechanics]").write(
            toFile: pump.rig.rigFile, atomically: true, encoding: .utf8)
        defer { try? text.write(toFile: pump.rig.rigFile, atomically: true, encoding: .utf8) }
        try pump.start(forgetting: true)
        let gated = try await pump.client()
        try await pump.deliver(rate: "50 mL/day", gated)
        status = try await pump.wait(forPulses: 40, gated)
        #expect(status.state == .delivering)
        try await pump.stop(gated)
        try pump.stopService()
    }

    @Test("A rig that is not for tests refuses to be made to fail")
    func noTestRig() async throws {
        let pump = try PumpUnderTest()
        let text = pump.rig.description.text
        let path = pump.rig.rigFile
        try text.replacingOccurrences(of: "test-rig = true", with: "test-rig = false").write(
            toFile: path, atomically: true, encoding: .utf8)
        defer { try? text.write(toFile: path, atomically: true, encoding: .utf8) }
        try pump.start(forgetting: true)
        let client = try await pump.client()
        await #expect(throws: ControlError.noTestRig.callError(in: ServiceInterface.name)) {
            try await pump.inject(.blockRealTime, client)
        }
        #expect(try await pump.status(client).state == .stopped)
        try pump.stopService()
    }
}
