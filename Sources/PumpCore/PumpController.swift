// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The deterministic controller: it decides every stroke, and nothing else does.
///
/// It is a value without clock, I/O, threads, allocation or locks. Time comes in as an argument, what the rig saw as
/// ``RigInputs``, what people want as ``Command``; out come ``RigOutputs`` and ``EventRecord``s. The same inputs give the
/// same outputs, bit for bit, everywhere. All instants are of the rig clock.
///
/// What only reads is `mutating` all the same: called otherwise, the optimiser gives each call a copy of the whole value.
public struct PumpController: ~Copyable {
    public let profile: RigProfile
    public internal(set) var state: PumpState = .selfTest
    /// How far the controller has come.
    public internal(set) var now: Instant
    public internal(set) var program: DeliveryProgram?
    public internal(set) var account: Account
    public internal(set) var conditions = ConditionBoard()
    /// The forward odometer up to which movement is reserved in the durable record.
    public internal(set) var grant: StepCount

    /// By the time of the week, beside ``program``.
    var schedule = FlexSchedule()
    /// What each rolling window holds at most (BR-D05).
    var windows: DoseWindows
    /// The forward volume up to which the windows have counted.
    var countedTo: Volume
    /// What goes on across restarts: clock, lockouts, the contents of the path.
    public internal(set) var therapy: TherapyState
    /// The pump time minus the rig clock, in nanoseconds.
    let pumpTimeOffset: Int64

    var integral = DeliveryIntegral()
    var bolus: BolusProgress?
    /// A single bolus that a demand bolus has preempted.
    var suspended: BolusProgress?
    /// The background of the program and until when (rig clock) it holds; not yet reckoned where `until` is in the past.
    var background = BackgroundSegment(rate: .zero, until: .zero)
    var backgroundUntil: Instant = Instant(nanoseconds: .min)
    /// Whether the present rate is in the record.
    var rateIsTold = false
    /// The bridge bolus comes before the program's mode.
    var isBridging = false
    /// The program is a trial's staircase.
    var hasStaircase = false
    /// A dose window is full: the safe rate is delivered until somebody resumes or commits.
    public internal(set) var isAtSafeRate = false
    var primeDeadline: Instant = .distantFuture
    /// Since when the patient button is down.
    var buttonSince: Instant = .distantFuture
    /// It is down for longer than anybody presses it.
    var buttonIsStuck = false
    /// What the pressure says of the line; looked at only where ``RigProfile/line`` is known.
    var watch: LineWatch
    let watchesLine: Bool
    /// What the other sensors say, and which are to be believed.
    var sensors: SensorWatch
    /// What stopped the pump lately.
    var stops = StopHistory()
    /// Since when nothing is meant to move.
    var restsSince: Instant
    /// Readings of the level in a row that are at the low mark, and at the residual.
    var levelsBelow = 0
    var levelsEmpty = 0
    /// Stalls since the rotor last followed, and what may not have been delivered in them.
    var stalls = 0
    var lostToStall: Volume = .zero
    var rotor: Rotor
    var motion: Motion
    var plan: StrokePlan?
    /// Target minus actual of the regular strokes so far: at most half a full step.
    var carry: Int64 = 0
    var events: EventBuffer
    var lastStroke: Int64
    /// What the latest inputs said, to know news from repetition.
    var seen = RigInputs()
    /// A stroke is due and cannot go: since when and why.
    var waiting: Waiting?
    var pausedSince: Instant = .zero
    /// The latest late edges, to know repetition (three within ten minutes).
    var lateEdges = InlineArray<2, Instant>(repeating: Instant(nanoseconds: .min / 2))
    /// Told with the next outputs.
    var haltRequested = false

    struct Waiting: Sendable, BitwiseCopyable {
        let since: Instant
        let forfeit: Event.Forfeit

        @_noAllocation @_noLocks
        init(since: Instant, forfeit: Event.Forfeit) {
            self.since = since
            self.forfeit = forfeit
        }
    }

    /// A controller at rest, in ``PumpState/selfTest``.
    ///
    /// - Parameter windows: What the dose windows hold at the restoration's pump time; nil where nothing was delivered.
    public init(
        profile: RigProfile, at now: Instant, restoring: Restoration = Restoration(), windows: DoseWindows? = nil
    ) {
        self.profile = profile
        self.now = now
        account = restoring.account
        therapy = restoring.therapy
        therapy.background.restore(at: restoring.therapy.pumpTime)
        pumpTimeOffset = restoring.therapy.pumpTime.nanoseconds - now.nanoseconds
        self.windows = windows ?? DoseWindows(at: restoring.therapy.pumpTime)
        countedTo = restoring.account.forwardVolume
        grant = restoring.account.forwardSteps
        let model = profile.line ?? LineModel(compliance: 1, resistance: 1, noiseDensity: 1, stroke: 1)
        watch = LineWatch(model, forward: restoring.account.forwardVolume.picoliters)
        if case .some = profile.line { watchesLine = true } else { watchesLine = false }
        sensors = SensorWatch(profile.sensors, profile: profile, at: now)
        restsSince = now
        lastStroke = restoring.lastStrokeSequence
        events = EventBuffer(lastSequence: restoring.lastEventSequence)
        seen.forwardSteps = restoring.account.forwardSteps
        seen.reverseSteps = restoring.account.reverseSteps
        let fullStep = restoring.cleanFullStep.flatMap { (0..<Int64(profile.curve.count)).contains($0) ? $0 : nil }
        rotor = Rotor(fullStep: Int(fullStep ?? 0), fraction: 0, isKnown: fullStep != nil)
        motion = Motion(rotor: rotor, odometer: restoring.account.forwardSteps.pulses)
        var code: UInt8 = 0
        while let condition = Condition(code: code) {
            if restoring.latched & ConditionBoard.bit(condition) != 0 {
                // Only service ends this one, however often the pump starts.
                if condition == .repeatedAlarm { raise(condition) } else { list(condition) }
            }
            code += 1
        }
        if restoring.isRestart { list(.restarted) }
    }

    /// Lists a condition whose cause lies in the past.
    @_noAllocation @_noLocks
    mutating func list(_ condition: Condition) {
        if conditions.raise(condition, at: now) { tell(.conditionRaised(condition)) }
        _ = conditions.causeGone(condition, staysListed: true)
    }

    @_noAllocation @_noLocks
    mutating func tell(_ event: Event) { events.append(event, at: now) }

    /// The oldest event that was not taken yet. Whoever drives the controller takes them all after each call.
    @_noAllocation @_noLocks
    public mutating func nextEvent() -> EventRecord? { events.peek() }

    @_noAllocation @_noLocks
    public mutating func removeEvent() { events.removeFirst() }

    /// The background, zero unless the program runs.
    var backgroundRate: FlowRate {
        @_noAllocation @_noLocks mutating get {
            guard state == .delivering else { return .zero }
            guard isAtSafeRate, let program else { return background.rate }
            return Swift.min(program.safeRate, background.rate)
        }
    }

    /// Strokes are made: the program runs, or the path is primed.
    var isPumping: Bool {
        @_noAllocation @_noLocks mutating get { state == .delivering || state == .priming }
    }

    /// The pump's own time.
    @_noAllocation @_noLocks
    mutating func pumpTime(at instant: Instant) -> Instant {
        Instant(nanoseconds: instant.nanoseconds + pumpTimeOffset)
    }

    /// The moment of the rig clock at which the pump's own time has come.
    @_noAllocation @_noLocks
    mutating func rigTime(of pumpTime: Instant) -> Instant {
        guard pumpTime < .distantFuture else { return .distantFuture }
        let (time, overflow) = pumpTime.nanoseconds.subtractingReportingOverflow(pumpTimeOffset)
        return overflow ? .distantFuture : Instant(nanoseconds: time)
    }

    var hasProgram: Bool {
        @_noAllocation @_noLocks
        mutating get {
            if case .some = program { return true }
            return false
        }
    }

    var bolusIsClosing: Bool {
        @_noAllocation @_noLocks
        mutating get {
            guard let bolus, case .some = bolus.closing else { return false }
            return true
        }
    }

    /// A stroke is due and cannot go.
    var isWaiting: Bool {
        @_noAllocation @_noLocks
        mutating get {
            if case .some = waiting { return true }
            return false
        }
    }

    /// A stroke is due and its grant is not there.
    var waitsForGrant: Bool {
        @_noAllocation @_noLocks
        mutating get {
            guard let waiting else { return false }
            return waiting.forfeit == .noGrant
        }
    }

    /// What the running bolus adds: as ordered, less where the sum would exceed the maximum rate. The clamp lengthens it.
    var bolusRate: FlowRate {
        @_noAllocation @_noLocks mutating get {
            guard let bolus, bolus.unaccrued > 0 else { return .zero }
            return Swift.max(.zero, Swift.min(bolus.rate, maximumRate - backgroundRate))
        }
    }

    /// The ceiling in force: the lowest of rig and program (BR-D02).
    var maximumRate: FlowRate {
        @_noAllocation @_noLocks mutating get {
            guard let program else { return .zero }
            if state == .priming, let primeRate = profile.primeRate { return primeRate }
            return Swift.min(profile.maximumRate, program.maximumRate)
        }
    }
}
