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

    var integral = DeliveryIntegral()
    var bolus: BolusProgress?
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
    public init(profile: RigProfile, at now: Instant, restoring: Restoration = Restoration()) {
        self.profile = profile
        self.now = now
        account = restoring.account
        grant = restoring.account.forwardSteps
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
                list(condition)
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
        @_noAllocation @_noLocks mutating get { state == .delivering ? program?.rate ?? .zero : .zero }
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

    /// What the running bolus adds.
    var bolusRate: FlowRate {
        @_noAllocation @_noLocks mutating get {
            guard let bolus, bolus.unaccrued > 0 else { return .zero }
            return bolus.rate
        }
    }

    /// The ceiling in force: the lowest of rig and program (BR-D02).
    var maximumRate: FlowRate {
        @_noAllocation @_noLocks mutating get {
            guard let program else { return .zero }
            return Swift.min(profile.maximumRate, program.maximumRate)
        }
    }
}
