// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// A controller on a bench of the tests' own: an emitter that makes every stroke at the motor's speed, a clock that does
/// what it is told, and an exact integral kept beside the controller's by other means.
struct BenchPump: ~Copyable {
    var core: PumpController
    var inputs = RigInputs()
    private(set) var events: [EventRecord] = []
    private(set) var strokes: [Stroke] = []
    /// Pulses per second of the motor.
    var pulsesPerSecond: Int64 = 400
    private var queue: [(stroke: Stroke, begin: Instant, end: Instant)] = []
    private var commandNumber: Int64 = 0
    private var grantsFreely: StepCount = .zero
    private let keepsGranting: Bool

    /// The exact integral since what is owed was last forgotten, less what strokes took; picolitre-nanoseconds a day.
    private(set) var behind: Int128 = 0
    private var bolusLeft: Int128 = 0
    private var bolusRate: Int128 = 0
    var lateness: RigInputs.LateSpan?

    static let day: Int128 = 86_400_000_000_000

    init(
        profile: RigProfile = .reference(), restoring: Restoration = Restoration(), windows: DoseWindows? = nil,
        grant: Int64 = .max / 4, rate: String? = nil
    ) {
        core = PumpController(profile: profile, at: .zero, restoring: restoring, windows: windows)
        keepsGranting = grant == .max / 4
        inputs.forwardSteps = restoring.account.forwardSteps
        apply(.selfTest(SelfTestReport(failed: [])))
        if grant > 0 { apply(.grant(StepCount(pulses: grant))) }
        if let rate {
            commit(.continuous(rate))
            apply(.resume)
        }
    }

    @discardableResult
    mutating func apply(_ command: Command, program: DeliveryProgram? = nil) -> CommandOutcome {
        commandNumber += 1
        let wasDelivering = core.state == .delivering
        let grantBefore = core.grant
        let outcome = core.apply(command, number: commandNumber, program: program)
        // A stop takes the grant with it; the bench grants as freely as before when the pump may move again.
        if case .stop = command { grantsFreely = max(grantsFreely, grantBefore) }
        if case .resume = command, outcome == .accepted, grantsFreely > core.grant, keepsGranting {
            _ = core.apply(.grant(grantsFreely), number: 0)
        }
        drain()
        let forgets: Bool
        switch command {
        case .commit, .resume: forgets = outcome == .accepted
        case .stop: forgets = true
        case .cancelBolus:
            // What the bolus was owed is dropped; the oracle cannot split it, so it starts anew.
            forgets = outcome == .accepted
        case .bolus(let order):
            forgets = false
            if outcome == .accepted {
                bolusLeft = Int128(order.volume.picoliters) * Self.day
                let wanted = Int128(order.volume.picoliters) * Self.day / Int128(order.duration.nanoseconds)
                let snapshot = core.snapshot()
                bolusRate = min(wanted, Int128((snapshot.maximumRate - snapshot.programRate).picolitersPerDay))
            }
        default: forgets = wasDelivering && core.state != .delivering
        }
        if forgets {
            behind = 0
            if core.snapshot().bolus == nil { bolusLeft = 0 }
        }
        if core.state != .delivering { queue.removeAll() }
        return outcome
    }

    @discardableResult
    mutating func commit(_ program: DeliveryProgram) -> CommandOutcome { apply(.commit(slot: 0), program: program) }

    @discardableResult
    mutating func commit(_ program: DeliveryProgram, _ schedule: FlexSchedule) -> CommandOutcome {
        commandNumber += 1
        let outcome = core.load(program, schedule, number: commandNumber)
        drain()
        return outcome
    }

    /// Moves the clock by `span`, the emitter working as it goes.
    mutating func run(_ span: Duration, pieces: Int = 1) {
        let target = core.now + span
        while core.now < target {
            let step = queue.first.map { min($0.end, target) } ?? target
            advance(to: step, pieces: pieces)
            while let first = queue.first, first.end <= core.now {
                inputs.forwardSteps += first.stroke.pulses
                queue.removeFirst()
                advance(to: core.now, pieces: 1)
            }
        }
    }

    /// Reports the pulses that the emitter has made by now, part-way through a stroke.
    mutating func reportProgress() {
        guard let first = queue.first, core.now > first.begin else { return }
        let share = (core.now - first.begin).nanoseconds * pulsesPerSecond / 1_000_000_000
        let made = min(first.stroke.pulses.pulses - 1, share)
        let begun = inputs.forwardSteps
        inputs.forwardSteps = StepCount(pulses: begun.pulses + made)
        advance(to: core.now, pieces: 1)
        partial = StepCount(pulses: made)
    }
    private var partial = StepCount.zero

    private mutating func advance(to target: Instant, pieces: Int) {
        inputs.late = lateness
        let start = core.now
        for piece in 1...pieces {
            let span = (target - start).nanoseconds
            let step = start + Duration(nanoseconds: Int64(Int128(span) * Int128(piece) / Int128(pieces)))
            repeat {
                let from = core.now
                let before = core.state == .delivering && !core.snapshot().waitsForGrant
                let rate = Int128(core.snapshot().programRate.picolitersPerDay)
                let outputs = core.advance(to: step, inputs: inputs)
                if before { integrate(from: from, to: core.now, rate: rate) }
                drain()
                if core.state != .delivering {
                    behind = 0
                    bolusLeft = 0
                }
                if outputs.halt { queue.removeAll() }
                if let stroke = outputs.stroke { return begin(stroke) }
            } while core.now < step
        }
    }

    private mutating func integrate(from: Instant, to: Instant, rate: Int128) {
        var span = Int128((to - from).nanoseconds)
        if let late = lateness {
            let overlap = min(to, late.to).nanoseconds - max(from, late.from).nanoseconds
            span -= Int128(max(0, overlap))
        }
        let ofBolus = min(bolusLeft, span * bolusRate)
        bolusLeft -= ofBolus
        behind += span * rate + ofBolus
    }

    private mutating func begin(_ stroke: Stroke) {
        strokes.append(stroke)
        behind -= Int128(stroke.volume.picoliters) * Self.day
        let begin = queue.last.map { max($0.end, core.now) } ?? core.now
        let span = stroke.pulses.pulses * 1_000_000_000 / pulsesPerSecond
        queue.append((stroke, begin, begin + Duration(nanoseconds: span)))
    }

    private mutating func drain() {
        while let record = core.nextEvent() {
            events.append(record)
            core.removeEvent()
        }
    }

    mutating func forgetQueue() { queue.removeAll() }
    mutating func trimStrokes(to count: Int) { strokes.removeLast(strokes.count - count) }

    var commanded: Volume { strokes.reduce(.zero) { $0 + $1.volume } }
    var endedStrokes: [StrokeAccount] {
        events.compactMap { if case .strokeEnded(let account) = $0.event { account } else { nil } }
    }
    var bolusEnds: [(Volume, Event.BolusEnd)] {
        events.compactMap {
            if case .bolusEnded(_, let delivered, let end) = $0.event { (delivered, end) } else { nil }
        }
    }
    var forfeits: [Event.Forfeit] {
        events.compactMap { if case .forfeited(_, _, let forfeit) = $0.event { forfeit } else { nil } }
    }
}

extension RigProfile {
    /// The reference head: 10 uL a revolution, 200 full steps, three rollers, uneven by `unevenness` percent.
    static func reference(
        unevenness: Int64 = 15, microsteps: Int = 4, maximumRate: String = "200 mL/day", rest: Rest = .hold,
        primeRate: String? = nil
    ) -> RigProfile {
        let curve = VolumeCurve(stepVolumes: 200) { step in
            // A triangle wave of three periods a revolution around 50 nL a step.
            let phase = Int64(step * 3 * 100 / 200) % 100
            let triangle = phase < 50 ? phase * 4 - 100 : 300 - phase * 4
            return 50_000 + 50_000 * unevenness * triangle / 10_000
        }!
        return RigProfile(
            pulsesPerFullStep: microsteps, curve: curve, strokeFullSteps: 10, minimumStrokeFullSteps: 4,
            maximumRate: try! FlowRate(parsing: maximumRate), rest: rest, enableLead: .millisecond * 5,
            calibrationUncertainty: Ratio(partsPerMillion: 50_000),
            primeRate: primeRate.map { try! FlowRate(parsing: $0) })
    }
}

extension DeliveryProgram {
    static func continuous(
        _ rate: String, revision: Int64 = 1, maximum: String = "10 L/day", fill: String = "20 mL", fillNumber: Int64 = 1
    ) -> DeliveryProgram {
        let rate = try! FlowRate(parsing: rate)
        return DeliveryProgram(
            revision: revision, mode: rate == .zero ? .stopped : .simpleContinuous, rate: rate,
            maximumRate: (try? FlowRate(parsing: maximum)) ?? .max, fillNumber: fillNumber,
            fill: try! Volume(parsing: fill), residual: try! Volume(parsing: "0.5 mL"),
            lowReservoir: try! Volume(parsing: "2 mL"))
    }
}
