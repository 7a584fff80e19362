// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc
import Handover
import PumpCore
import Quantities
import Synchronization

/// What the real-time thread does between two looks at the rig: sleep, decide, account. The loop around it
/// (``RealTimeLoop``) adds the rig.
public struct RealTimeCycle: ~Copyable {
    var core: PumpController
    var emitter: EdgeEmitter
    var clock: RigClock
    let shared: UnsafeMutablePointer<SharedState>
    let settings: RealTimeSettings
    let startedAt: Instant
    let timer: Int32
    /// What wakes the thread at rest: the call of another thread, the rig's input lines.
    let descriptors: UnsafeMutablePointer<Int32>
    /// What the rig and the emitter say, given to the core at every advance.
    public var inputs = RigInputs()
    var outputs: RigOutputs
    /// Rig time up to which the emitter waits for the driver to settle; distant while it is not energised.
    var readyAt: Instant = .distantFuture
    var recordIsFull = false
    /// Events were handed over in this cycle; their reader is woken once the snapshot that belongs to them is there.
    var hasPassedEvents = false
    /// A line could not be set: nobody knows what the driver saw. Until the failure is cleared.
    var lineFailed = false

    /// - Throws: ``RealTimeError`` where the kernel gives no timer.
    public init(
        core: consuming PumpController, settings: RealTimeSettings, shared: UnsafeMutablePointer<SharedState>
    ) throws {
        timer = cisterna_timerfd()
        guard timer >= 0 else { throw RealTimeError.system(call: "timerfd_create", errno: -timer) }
        emitter = EdgeEmitter(
            profile: settings.motion, lateEdgeBound: settings.lateEdgeBound, made: core.account.forwardSteps)
        clock = RigClock(speed: settings.speed, realNow: core.now)
        startedAt = core.now
        inputs.forwardSteps = core.account.forwardSteps
        inputs.reverseSteps = core.account.reverseSteps
        outputs = core.advance(to: core.now, inputs: inputs)
        self.core = core
        self.settings = settings
        descriptors = .allocate(capacity: 2)
        descriptors.initialize(repeating: -1, count: 2)
        descriptors[0] = shared.pointee.realTimeSignal.descriptor
        self.shared = shared
    }

    deinit {
        close(timer)
        descriptors.deallocate()
    }

    private static var leastRest: Duration { @_noAllocation @_noLocks get { .microsecond * 100 } }
    private static var readingRetry: Duration { @_noAllocation @_noLocks get { .millisecond * 20 } }

    /// Whether the core wants the line's pressure now.
    public var wantsReading: Bool {
        @_noAllocation @_noLocks mutating get { outputs.nextReading <= clock.now }
    }

    /// The rig clock.
    public var now: Instant { @_noAllocation @_noLocks mutating get { clock.now } }

    /// Sleeps until something is due or somebody calls; false when the process shuts down and all motion has ended.
    @_noAllocation @_noLocks
    public mutating func wait(eventDescriptor: Int32, nextSample: Instant) -> Bool {
        let target = nextMoment(nextSample: nextSample)
        let before = MonotonicClock.now()
        clock.slow(to: outputs.waitsForGrant ? Self.stalledSpeed : clock.speed, realNow: before)
        let isEnabled = outputs.driverEnabled
        let reportBy = before + (isEnabled ? ReportInterval.enabled : ReportInterval.idle)
        let moment = clock.real(of: target)
        var wake = waitsForDriver ? before + .millisecond : Swift.min(moment, reportBy)
        // A rig clock that runs ahead of life waits for its readings: the ledger's thread wants the processor too.
        if !clock.isRealTime, target < outputs.nextDue, !emitter.isMoving {
            wake = Swift.max(wake, before + Self.leastRest)
        }
        // A faster rig clock may be behind: what is due at once is still promised for a moment that can be kept.
        shared.pointee.realTimeProgress.report(nextBy: Swift.max(wake, before + .millisecond))
        if wake > before {
            let called = sleep(until: wake, eventDescriptor: eventDescriptor)
            shared.pointee.wakeUps.wrappingAdd(1, ordering: .relaxed)
            if !called, clock.isRealTime { tell(.wakeUp(latency: MonotonicClock.now() - wake)) }
        }
        shared.pointee.realTimeFault.obey()
        waitForGrant(target: target)
        let realNow = MonotonicClock.now()
        clock.follow(realNow: realNow, limit: target)
        shared.pointee.rigElapsed.store((clock.now - startedAt).nanoseconds, ordering: .relaxed)
        shared.pointee.realElapsed.store((realNow - startedAt).nanoseconds, ordering: .relaxed)
        return !shared.pointee.isShuttingDown.load(ordering: .acquiring)
    }

    /// A faster rig clock stands still while a stroke waits for the driver to be energised.
    private var waitsForDriver: Bool {
        @_noAllocation @_noLocks
        mutating get { !clock.isRealTime && emitter.isMoving && readyAt == .distantFuture }
    }

    /// The next moment of rig time at which there is something to do.
    @_noAllocation @_noLocks
    private mutating func nextMoment(nextSample: Instant) -> Instant {
        guard !waitsForDriver else { return clock.now }
        // A rig that gives its readings when it likes is not asked again at once.
        let reading = outputs.nextReading > clock.now ? outputs.nextReading : clock.now + Self.readingRetry
        var moment = Swift.min(Swift.min(outputs.nextDue, nextSample), reading)
        if emitter.isMoving, readyAt < .distantFuture {
            moment = Swift.min(moment, Swift.max(emitter.nextEdge, readyAt))
        }
        return Swift.max(moment, clock.now)
    }

    /// True if woken by a call, false if by the clock. In motion it sleeps as exactly as the kernel can; at rest a command
    /// or an input edge wakes it at once.
    @_noAllocation @_noLocks
    private mutating func sleep(until wake: Instant, eventDescriptor: Int32) -> Bool {
        if emitter.isMoving, readyAt < .distantFuture {
            _ = cisterna_sleep_until(wake.nanoseconds)
            return false
        }
        descriptors[1] = eventDescriptor
        var ready: UInt32 = 0
        _ = cisterna_poll_until(wake.nanoseconds, timer, descriptors, 2, &ready)
        return ready != 0
    }

    /// How long, in real time, a rig clock faster than life waits for a grant that is on its way.
    private static var grantPatience: Duration { @_noAllocation @_noLocks get { .second * 5 } }
    /// How much faster than life it runs at most while that grant has not come after all: the minute after which the pump
    /// pauses must not be over before a busy disk has answered.
    private static var stalledSpeed: Int64 { @_noAllocation @_noLocks get { 20 } }

    /// A rig clock faster than life waits here for a grant that is on its way.
    @_noAllocation @_noLocks
    private mutating func waitForGrant(target: Instant) {
        guard !clock.isRealTime, !outputs.nextStrokeIsGranted, outputs.nextDue <= target else { return }
        let deadline = MonotonicClock.now() + Self.grantPatience
        // Within a stroke no event has told the ledger thread that more is needed.
        shared.pointee.eventSignal.raise()
        while shared.pointee.granted.load(ordering: .acquiring) <= core.grant.pulses {
            let now = MonotonicClock.now()
            guard now < deadline, !stopIsAsked else { return }
            shared.pointee.realTimeProgress.report(nextBy: now + ReportInterval.enabled)
            _ = cisterna_sleep_until((now + .millisecond).nanoseconds)
        }
    }

    var stopIsAsked: Bool {
        @_noAllocation @_noLocks
        mutating get {
            shared.pointee.stopsAsked.load(ordering: .acquiring)
                != shared.pointee.stopsServed.load(ordering: .relaxed)
        }
    }

    @_noAllocation @_noLocks
    mutating func tell(_ telemetry: Telemetry) {
        if !shared.pointee.telemetry.push(telemetry) {
            shared.pointee.telemetryDropped.wrappingAdd(1, ordering: .relaxed)
        }
    }
}
