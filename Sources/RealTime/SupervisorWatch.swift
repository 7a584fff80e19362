// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc
import Handover
import PumpCore
import Quantities
import Synchronization

/// What the supervisor judges by, without the lines.
public struct SupervisorWatch: ~Copyable {
    /// What to do with ENABLE now.
    @frozen public enum Verdict: Sendable, BitwiseCopyable {
        case nothing, enable, disable
    }

    private let shared: UnsafeMutablePointer<SharedState>
    private let monostableSettle: Duration
    private let timer: Int32
    private var isEnabled = false
    private var trip: UInt8 = 0
    /// ENABLE has to go off and is not known to be: asked for at every tick until the line takes it.
    private var mustDisable = false
    /// Since when the heartbeat runs; distant while it does not.
    private var heartbeatSince: Instant = .distantFuture
    private var nextHeartbeat: Instant = .zero
    private var nextToken: Instant = .zero
    private var now: Instant
    /// The level of the heartbeat line to be written next.
    public private(set) var heartbeatLevel = false

    init(settings: RealTimeSettings, shared: UnsafeMutablePointer<SharedState>) throws {
        timer = cisterna_timerfd()
        guard timer >= 0 else { throw RealTimeError.system(call: "timerfd_create", errno: -timer) }
        monostableSettle = settings.monostableSettle
        self.shared = shared
        now = MonotonicClock.now()
    }

    deinit { close(timer) }

    private var isActive: Bool {
        @_noAllocation @_noLocks
        get { isEnabled || mustDisable || (trip == 0 && shared.pointee.enableAsked.load(ordering: .acquiring)) }
    }

    /// Sleeps until the next tick or a call; false when the process shuts down and the real-time thread has ended.
    @_noAllocation @_noLocks
    public mutating func wait() -> Bool {
        let interval = isActive ? ReportInterval.heartbeat : ReportInterval.supervisorIdle
        let wake = isActive && nextHeartbeat > now ? nextHeartbeat : now + interval
        shared.pointee.supervisorProgress.report(nextBy: wake)
        var descriptor = shared.pointee.supervisorSignal.descriptor
        var ready: UInt32 = 0
        _ = cisterna_poll_until(wake.nanoseconds, timer, &descriptor, 1, &ready)
        shared.pointee.supervisorSignal.drain()
        shared.pointee.supervisorFault.obey()
        now = MonotonicClock.now()
        let realTimeHasEnded = shared.pointee.realTimeProgress.nextReportBy == .distantFuture
        return !(shared.pointee.isShuttingDown.load(ordering: .acquiring) && (realTimeHasEnded || !isEnabled))
    }

    /// Decides over ENABLE from the real-time thread's promises and steps.
    @_noAllocation @_noLocks
    public mutating func judge() -> Verdict {
        if mustDisable { return .disable }
        forgetTrip()
        let overdue = now - shared.pointee.realTimeProgress.nextReportBy
        if isEnabled {
            if overdue > ReportInterval.tolerated { return drop(because: 1, .missedReports) }
            let steps = shared.pointee.stepsMade.load(ordering: .acquiring)
            if steps > shared.pointee.granted.load(ordering: .acquiring) { return drop(because: 2, .beyondBudget) }
        }
        guard isActive else { return .nothing }
        guard shared.pointee.enableAsked.load(ordering: .acquiring) else { return .disable }
        if overdue <= ReportInterval.tolerated, now >= nextToken {
            shared.pointee.token.store(now.nanoseconds, ordering: .releasing)
            nextToken = now + ReportInterval.heartbeat * 2
        }
        if heartbeatSince == .distantFuture { heartbeatSince = now }
        return !isEnabled && now - heartbeatSince >= monostableSettle ? .enable : .nothing
    }

    /// Whether the heartbeat toggles now: only while every promised report is in time.
    @_noAllocation @_noLocks
    public mutating func heartbeatIsDue() -> Bool {
        guard heartbeatSince < .distantFuture, now >= nextHeartbeat else { return false }
        nextHeartbeat = now + ReportInterval.heartbeat
        guard now <= shared.pointee.realTimeProgress.nextReportBy else { return false }
        heartbeatLevel = !heartbeatLevel
        return true
    }

    @_noAllocation @_noLocks
    public mutating func enabled(ok: Bool) {
        guard ok else { return linesAre(ok: false) }
        isEnabled = true
        now = MonotonicClock.now()
        shared.pointee.token.store(now.nanoseconds, ordering: .releasing)
        shared.pointee.enabledAt.store(now.nanoseconds, ordering: .releasing)
        tell(.enabled)
        shared.pointee.realTimeSignal.raise()
    }

    @_noAllocation @_noLocks
    public mutating func disabled(ok: Bool) {
        let was = isEnabled
        isEnabled = false
        mustDisable = !ok
        heartbeatSince = .distantFuture
        shared.pointee.enabledAt.store(0, ordering: .releasing)
        if was { tell(.disabled) }
        shared.pointee.realTimeSignal.raise()
        if !ok { linesAre(ok: false) }
    }

    /// A line that cannot be written is as bad as a thread that does not report.
    @_noAllocation @_noLocks
    public mutating func linesAre(ok: Bool) {
        guard !ok, trip == 0 else { return }
        _ = drop(because: 3, .lineFailed)
        shared.pointee.realTimeSignal.raise()
    }

    @_noAllocation @_noLocks
    public func end() { shared.pointee.supervisorProgress.report(nextBy: .distantFuture) }

    @_noAllocation @_noLocks
    private mutating func drop(because code: UInt8, _ report: RigInputs.SupervisorReport) -> Verdict {
        trip = code
        mustDisable = true
        // The monostable closes its gate by itself, whatever becomes of ENABLE's line.
        heartbeatSince = .distantFuture
        shared.pointee.enabledAt.store(0, ordering: .releasing)
        shared.pointee.trip.store(code, ordering: .releasing)
        tell(.tripped(report))
        return .disable
    }

    /// After a passing self-test, and with the real-time thread keeping its promises, the driver may be asked for again.
    @_noAllocation @_noLocks
    private mutating func forgetTrip() {
        guard shared.pointee.resetAsked.load(ordering: .acquiring) else { return }
        guard now <= shared.pointee.realTimeProgress.nextReportBy + ReportInterval.tolerated else { return }
        shared.pointee.resetAsked.store(false, ordering: .releasing)
        guard trip != 0 else { return }
        trip = 0
        shared.pointee.trip.store(0, ordering: .releasing)
        tell(.reset)
        shared.pointee.realTimeSignal.raise()
    }

    @_noAllocation @_noLocks
    private func tell(_ kind: SupervisorEvent.Kind) {
        _ = shared.pointee.supervisorEvents.push(SupervisorEvent(at: now, kind: kind))
        shared.pointee.eventSignal.raise()
    }
}
