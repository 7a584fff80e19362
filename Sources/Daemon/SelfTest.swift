// SPDX-License-Identifier: Apache-2.0
import CLinux
import ControlInterface
import Ledger
import PumpCore
import Quantities
import RealTime
import Synchronization

/// The checks that must pass before anything moves (BR-S01).
struct SelfTest: Sendable {
    struct Result: Sendable {
        let check: SelfTestReport.Checks
        let name: String
        let passed: Bool
        let text: String

        var message: CheckMessage { CheckMessage(name: name, passed: passed, text: text) }
    }

    private let service: PumpService

    init(_ service: PumpService) { self.service = service }

    static func report(_ results: [Result]) -> SelfTestReport {
        SelfTestReport(failed: results.filter { !$0.passed }.reduce(into: []) { $0.formUnion($1.check) })
    }

    func run() async -> [Result] {
        [
            rigProfile(), await storage(), await memory(), await realTime(), await supervisor(), lines(), sensors(),
            clock(),
        ]
    }

    private func rigProfile() -> Result {
        let rig = service.rig
        return Result(
            check: .rigProfile, name: "rig-profile", passed: !rig.digest.isEmpty,
            text:
                "“\(rig.name)”, \(rig.kind.rawValue), calibration \(rig.calibration.id), digest \(rig.digest.prefix(12))"
        )
    }

    private func storage() async -> Result {
        do {
            let durability = try await service.worker.run { try $0.durability }
            return Result(
                check: .storage, name: "storage", passed: durability.isInForce,
                text: "journal \(durability.journalMode), synchronous \(durability.synchronous) (2 is FULL)")
        } catch {
            return Result(check: .storage, name: "storage", passed: false, text: "\(error)")
        }
    }

    private func memory() async -> Result {
        let isLocked = service.memoryIsLocked
        return Result(
            check: .memory, name: "memory", passed: isLocked || service.rig.limits.allowDegradedRealTime,
            text: isLocked ? "locked" : "not locked: raise the memlock limit (LimitMEMLOCK=infinity)")
    }

    private func realTime() async -> Result {
        nonisolated(unsafe) let shared = service.threads.shared
        let moves = await moved(
            count: { shared.pointee.realTimeProgress.count }, nudge: { shared.pointee.realTimeSignal.raise() })
        let hasFIFO = shared.pointee.realTimeClass.load(ordering: .acquiring) == 1
        let isAllowed = hasFIFO || service.rig.limits.allowDegradedRealTime
        return Result(
            check: .realTime, name: "real-time", passed: moves && isAllowed,
            text: !moves
                ? "the real-time thread does not report"
                : hasFIFO ? "SCHED_FIFO" : "no SCHED_FIFO: raise the rtprio limit (LimitRTPRIO=99)")
    }

    private func supervisor() async -> Result {
        nonisolated(unsafe) let shared = service.threads.shared
        let moves = await moved(
            count: { shared.pointee.supervisorProgress.count }, nudge: { shared.pointee.supervisorSignal.raise() })
        let trip = shared.pointee.trip.load(ordering: .acquiring)
        let text = trip == 0 ? "watches" : "has dropped the driver: missed reports, steps beyond budget or a line"
        return Result(
            check: .supervisor, name: "supervisor", passed: moves && trip == 0,
            text: moves ? text : "the supervisor thread does not report")
    }

    /// Whether a counter moves within a second of being nudged.
    private func moved(count: @Sendable () -> Int64, nudge: () -> Void) async -> Bool {
        let before = count()
        let deadline = MonotonicClock.now() + .second
        nudge()
        while count() == before {
            guard MonotonicClock.now() < deadline else { return false }
            try? await Task.sleep(for: .milliseconds(2))
        }
        return true
    }

    private func lines() -> Result {
        let isStopped = service.snapshots.latest().lines.stop
        return Result(
            check: .lines, name: "lines", passed: service.armingProblem == nil,
            text: service.armingProblem
                ?? (isStopped ? "readable; the stop input is asserted" : "readable; the stop input is free"))
    }

    private func sensors() -> Result {
        guard case .simulated = service.rig.hardware else {
            return Result(check: .sensors, name: "sensors", passed: true, text: "none fitted")
        }
        guard service.threads.rigIsPresent() else {
            return Result(
                check: .sensors, name: "sensors", passed: false, text: "the rig's own process gives no sign of life")
        }
        let pressure = service.snapshots.latest().pressure
        return Result(
            check: .sensors, name: "sensors", passed: pressure != nil,
            text: pressure.map { "line pressure \($0.pressure)" } ?? "the pressure sensor gives nothing")
    }

    private func clock() -> Result {
        let isKnown = service.clock.bootID != "unknown"
        let isForward = cisterna_monotonic_ns() > 0 && cisterna_boottime_ns() >= cisterna_monotonic_ns() / 2
        return Result(
            check: .clock, name: "clock", passed: isForward,
            text: isKnown ? "boot \(service.clock.bootID.prefix(8))" : "boot id unknown: set CISTERNA_BOOT_ID")
    }
}
