// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities

/// The controller with a motor that makes every stroke at its speed, pulse by pulse: what has been moved is known exactly
/// at any nanosecond. Instants are of the machine's monotonic clock.
final class SimulatedPump: GrantedPump {
    private(set) var core: PumpController
    private(set) var granted: StepCount
    /// Of the snapshots that were given since somebody asked.
    private var highestRate: FlowRate = .zero
    private var inputs = RigInputs()
    private var strokes: [(begin: Instant, end: Instant, pulses: Int64)] = []
    /// Pulses of all strokes that have ended.
    private var ended: StepCount
    private var events: [EventRecord] = []
    private var taken = 0
    private var lastCommand: Int64 = 0
    /// Called with each event as it happens, long before anybody takes it.
    var onEvent: ((EventRecord) -> Void)?
    /// Nothing moves any more, nor does time: the power is gone, or the process.
    private(set) var isDead = false

    static let pulsesPerSecond: Int64 = 2_000

    init(profile: RigProfile, at now: Instant, restoring: Restoration, windows: DoseWindows, lastCommand: Int64) {
        core = PumpController(profile: profile, at: now, restoring: restoring, windows: windows)
        granted = restoring.account.forwardSteps
        ended = restoring.account.forwardSteps
        inputs.forwardSteps = ended
        inputs.reverseSteps = restoring.account.reverseSteps
        self.lastCommand = lastCommand
        drain()
    }

    var now: Instant { core.now }

    /// The forward odometer as the motor turned, in the core's count.
    var made: StepCount { inputs.forwardSteps }

    func snapshot() -> PumpSnapshot {
        let snapshot = core.snapshot()
        highestRate = max(highestRate, snapshot.rate)
        return snapshot
    }

    var hasEvents: Bool { taken < events.count }

    func nextEvent() -> EventRecord? {
        guard hasEvents else { return nil }
        taken += 1
        defer {
            if taken == events.count {
                events.removeAll(keepingCapacity: true)
                taken = 0
            }
        }
        return events[taken - 1]
    }

    func grant(_ limit: StepCount) {
        granted = limit
        takeGrant()
    }

    /// Where everything stops, at once.
    func die() { isDead = true }

    /// Moves on to `target`, or to the first moment at which there is something to tell.
    func advance(to target: Instant, stopsForEvents: Bool) {
        while core.now < target, !isDead {
            takeGrant()
            let step = strokes.first.map { min($0.end, target) } ?? target
            let outputs = core.advance(to: step, inputs: inputs)
            drain()
            if outputs.halt { halt() }
            if let stroke = outputs.stroke { begin(stroke) }
            while let first = strokes.first, first.end <= core.now { endFirst(first.pulses) }
            if stopsForEvents, hasEvents { break }
        }
        tellProgress()
    }

    /// What the daemon's threads do with a `Stop`: the motor first, then the core.
    func stop(_ origin: Command.StopOrigin) {
        tellProgress()
        strokes.removeAll()
        ended = made
        _ = core.apply(.stop(origin), number: 0)
        drain()
    }

    func apply(_ command: Command) -> CommandOutcome {
        lastCommand += 1
        let outcome = core.apply(command, number: lastCommand)
        drain()
        return outcome
    }

    func load(_ program: DeliveryProgram, _ schedule: FlexSchedule) -> CommandOutcome {
        lastCommand += 1
        let outcome = core.load(program, schedule, number: lastCommand)
        drain()
        return outcome
    }

    /// The highest rate that was shown since the last call.
    func takeHighestRate() -> FlowRate {
        defer { highestRate = .zero }
        return highestRate
    }

    private func takeGrant() {
        guard core.state.mayMove, granted > core.grant else { return }
        _ = core.apply(.grant(granted), number: 0)
        drain()
    }

    private func begin(_ stroke: Stroke) {
        let begin = strokes.last.map { max($0.end, core.now) } ?? core.now
        let span = stroke.pulses.pulses * 1_000_000_000 / Self.pulsesPerSecond
        strokes.append((begin, begin + Duration(nanoseconds: span), stroke.pulses.pulses))
    }

    private func endFirst(_ pulses: Int64) {
        strokes.removeFirst()
        ended = StepCount(pulses: ended.pulses + pulses)
        note(ended)
    }

    /// Counts the pulses of the stroke in motion.
    private func tellProgress() {
        guard let first = strokes.first, core.now > first.begin else { return }
        let share = (core.now - first.begin).nanoseconds * Self.pulsesPerSecond / 1_000_000_000
        note(StepCount(pulses: ended.pulses + min(first.pulses - 1, share)))
    }

    private func note(_ made: StepCount) {
        guard made > inputs.forwardSteps else { return }
        inputs.forwardSteps = made
        core.note(steps: inputs, at: core.now)
        drain()
    }

    private func halt() {
        tellProgress()
        strokes.removeAll()
        ended = made
    }

    private func drain() {
        while let record = core.nextEvent() {
            events.append(record)
            onEvent?(record)
            core.removeEvent()
        }
    }
}
