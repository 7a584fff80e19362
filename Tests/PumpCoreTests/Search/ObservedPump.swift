// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// A controller with a motor, a durable record and the account of what really left the tip. Restarts replace the controller;
/// the rest stays.
struct ObservedPump: ~Copyable {
    static let profile = RigProfile.reference(unevenness: 0, primeRate: "5 mL/day")
    static let pulsesPerSecond: Int64 = 400

    private(set) var core: PumpController
    private(set) var tip: TipAccount
    private(set) var record = DurableRecord()
    private(set) var tally = SearchTally()
    private var inputs = RigInputs()
    private var outputs: RigOutputs
    private var queue: [(stroke: Stroke, begin: Instant, end: Instant, ceilings: DoseCeilings)] = []
    /// Pulses of the first stroke in hand that were told of, and that the tip account has.
    private var reported: Int64 = 0
    /// True time minus the controller's clock; grows with every gap.
    private var trueOffset: Int64 = 0
    private var pumpOffset: Int64 = 0
    /// Goes straight to the end of a span instead of waking when it asked to be woken.
    private let leaps: Bool
    /// Pulses reserved ahead of the motor.
    private let reserve: Int64
    private var number: Int64 = 0
    /// No command came since this bolus was granted.
    private var undisturbed: Int64?
    private(set) var brokenGrant: Int64?

    init(dead: DeadVolume, leaps: Bool, reserve: Int64, percent: Int64 = 100) {
        core = PumpController(profile: Self.profile, at: .zero)
        tip = TipAccount(dead: dead, percent: percent)
        self.leaps = leaps
        self.reserve = reserve
        outputs = core.advance(to: .zero, inputs: inputs)
        apply(.selfTest(SelfTestReport(failed: [])))
    }

    var pumpTime: Instant { Instant(nanoseconds: core.now.nanoseconds + pumpOffset) }

    /// What strokes in hand have still to deliver.
    var inMotion: Volume {
        let perPulse = Self.profile.curve.mean.picoliters / Int64(Self.profile.pulsesPerFullStep)
        return queue.reduce(.zero) { $0 + $1.stroke.volume } - Volume(picoliters: reported * perPulse)
    }

    /// A bolus is under way, or waits.
    mutating func hasBolus() -> Bool {
        let snapshot = core.snapshot()
        return snapshot.bolus != nil || snapshot.suspended != nil
    }

    @discardableResult
    mutating func apply(
        _ command: Command, program: DeliveryProgram? = nil, _ schedule: FlexSchedule = FlexSchedule()
    ) -> CommandOutcome {
        reportProgress()
        settle()
        number += 1
        let outcome: CommandOutcome
        if case .commit = command {
            outcome = core.load(program, schedule, number: number)
            if outcome == .accepted, let program { tip.fill(program.mixture) }
        } else {
            outcome = core.apply(command, number: number, program: nil)
        }
        if case .declarePath(isFree: true) = command, outcome == .accepted { tip.rinse() }
        tally.note(command, outcome)
        if outcome == .accepted { undisturbed = nil }
        // A prime is not reckoned ahead: the gate of each stroke bounds it.
        if case .bolus(let order) = command, order.kind != .prime, outcome == .accepted {
            undisturbed = order.identifier
        }
        advance(to: core.now)
        settle()
        return outcome
    }

    mutating func run(_ span: Duration) {
        let target = core.now + span
        while core.now < target {
            reserveAhead()
            var step = target
            if !leaps || outputs.waitsForGrant {
                // A wake that is due now was for what has just been decided.
                step = outputs.nextDue > core.now ? min(step, outputs.nextDue) : min(step, core.now + .second)
            }
            if let first = queue.first { step = min(step, first.end) }
            advance(to: step)
            while let first = queue.first, first.end <= core.now {
                deliver(upTo: first.stroke.pulses.pulses, until: first.end)
                queue.removeFirst()
                reported = 0
                advance(to: core.now)
            }
        }
    }

    /// The process ends here and another one begins, `gap` later. `isKnown`: the gap is known to have elapsed. `isClean`: it
    /// had been stopped first.
    mutating func restart(gap: Duration, isKnown: Bool, isClean: Bool) {
        if isClean { apply(.stop(.shutdown)) } else { deliver(upTo: progress(), until: core.now) }
        let now = core.now.nanoseconds
        let settled = record.restoration.therapy.pumpTime
        let elapsed = isKnown ? pumpTime - settled + gap : .zero
        record.crash(reserved: core.grant, elapsed: elapsed, profile: Self.profile)
        let trueTime = now + trueOffset + gap.nanoseconds
        let restart = Instant(nanoseconds: now)
        core = PumpController(
            profile: Self.profile, at: restart, restoring: record.restoration, windows: record.windows)
        trueOffset = trueTime - now
        pumpOffset = record.restoration.therapy.pumpTime.nanoseconds - now
        queue.removeAll(keepingCapacity: true)
        reported = 0
        undisturbed = nil
        inputs = RigInputs()
        inputs.forwardSteps = record.restoration.account.forwardSteps
        outputs = core.advance(to: restart, inputs: inputs)
        drain()
        apply(.selfTest(SelfTestReport(failed: [])))
        tally.restarts += 1
    }

    // MARK: -

    private mutating func settle() {
        let snapshot = core.snapshot()
        record.settle(snapshot, program: core.program)
    }

    private mutating func reserveAhead() {
        guard core.state == .delivering || core.state == .priming, !outputs.nextStrokeIsGranted else { return }
        settle()
        _ = core.apply(.grant(inputs.forwardSteps + StepCount(pulses: reserve)), number: 0)
        drain()
        advance(to: core.now)
    }

    private mutating func advance(to target: Instant) {
        repeat {
            outputs = core.advance(to: target, inputs: inputs)
            drain()
            if outputs.halt {
                queue.removeAll(keepingCapacity: true)
                reported = 0
            }
            if let stroke = outputs.stroke { return begin(stroke) }
        } while core.now < target && !outputs.waitsForGrant && !outputs.halt
    }

    private mutating func begin(_ stroke: Stroke) {
        let begin = queue.last.map { max($0.end, core.now) } ?? core.now
        let span = Duration(nanoseconds: stroke.pulses.pulses * 1_000_000_000 / Self.pulsesPerSecond)
        queue.append((stroke, begin, begin + span, core.program!.ceilings))
        tally.strokes += 1
    }

    /// Pulses that the motor has made of the first stroke by now.
    private func progress() -> Int64 {
        guard let first = queue.first, core.now > first.begin else { return 0 }
        let made = (core.now - first.begin).nanoseconds * Self.pulsesPerSecond / 1_000_000_000
        return min(made, first.stroke.pulses.pulses)
    }

    /// What has been made of a stroke is told before a command.
    private mutating func reportProgress() {
        let made = progress()
        guard let first = queue.first, made > reported else { return }
        deliver(upTo: made, until: core.now)
        if made == first.stroke.pulses.pulses {
            queue.removeFirst()
            reported = 0
        }
        advance(to: core.now)
    }

    private mutating func deliver(upTo made: Int64, until end: Instant) {
        guard let first = queue.first, made > reported else { return }
        let pulses = made - reported
        inputs.forwardSteps += StepCount(pulses: pulses)
        let perPulse = Self.profile.curve.mean.picoliters / Int64(Self.profile.pulsesPerFullStep)
        tip.deliver(
            pulses * perPulse, from: first.begin.nanoseconds + trueOffset, to: end.nanoseconds + trueOffset,
            under: first.ceilings)
        reported = made
    }

    private mutating func drain() {
        while let event = core.nextEvent() {
            switch event.event {
            case .strokeEnded(let account):
                record.stroke(
                    delivered: account.delivered, at: Instant(nanoseconds: event.at.nanoseconds + pumpOffset))
            case .doseLimited: tally.limits += 1
            case .bolusEnded(let identifier, _, let end):
                if end == .limited, undisturbed == identifier { brokenGrant = identifier }
                if end == .completed { tally.completed += 1 }
            default: break
            }
            core.removeEvent()
        }
    }
}
