// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities
import RealTime
import RigFile
import SimulatedRig

/// The controller on the simulated rig in virtual time: what the real-time thread does each time that it wakes, without the
/// thread and without waiting. Instants are of the machine's monotonic clock as it would be.
final class VirtualPump: GrantedPump {
    private(set) var core: PumpController
    private(set) var granted: StepCount
    private var rig: SimulatedRig
    let truth = SimulatedTruth()
    private var inputs = RigInputs()
    private let edgeInterval: Duration
    /// Edges that the strokes so far still want, and when the next leaves.
    private var edgesLeft: Int64 = 0
    private var nextEdge: Instant = .distantFuture
    private var events: [EventRecord] = []
    private var taken = 0
    private var lastCommand: Int64

    init(
        _ description: RigDescription, at now: Instant, restoring: Restoration, windows: DoseWindows, lastCommand: Int64
    )
        throws
    {
        guard case .simulated(let physics) = description.hardware else {
            throw RecordBenchError("“\(description.name)” is no simulated rig")
        }
        core = PumpController(
            profile: description.profile(), at: now, restoring: restoring, windows: windows)
        granted = restoring.account.forwardSteps
        inputs.forwardSteps = granted
        inputs.reverseSteps = restoring.account.reverseSteps
        var parameters = SimulatedRigParameters(description, physics)
        // What is drawn and refilled is the account's affair here.
        parameters.reservoirPicoliters = 1e15
        rig = SimulatedRig(parameters, truth: truth, at: now, place: parameters.firstPlace)
        _ = SimulatedSafetyLines(truth: truth).setEnable(true)
        let mechanics = description.mechanics
        let microsteps = Double(mechanics.microsteps)
        let motion = MotionProfile(
            cruise: Double(mechanics.strokeSpeed.millistepsPerSecond) / 1_000 * microsteps,
            acceleration: Double(mechanics.ramp.millistepsPerSecondSquared) / 1_000 * microsteps)
        let pulses = mechanics.strokeFullSteps * mechanics.microsteps
        edgeInterval = Duration(nanoseconds: motion.time(for: pulses).nanoseconds / Int64(pulses))
        self.lastCommand = lastCommand
        drain()
    }

    var now: Instant { core.now }

    func snapshot() -> PumpSnapshot { core.snapshot() }

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

    /// Moves on to `target`, or to the first moment at which there is something to tell.
    func advance(to target: Instant, stopsForEvents: Bool) {
        while core.now < target {
            takeGrant()
            let step = max(core.now, min(target, nextEdge, rig.nextSample(after: core.now)))
            rig.sample(at: step, wantsReading: false, into: &inputs)
            if nextEdge <= step { edge(at: step) }
            // Before `step` where a stroke begins: its first edge may come sooner.
            let outputs = core.advance(to: step, inputs: inputs)
            if outputs.halt { halt() }
            if let stroke = outputs.stroke { begin(stroke) }
            drain()
            if stopsForEvents, hasEvents { return }
        }
    }

    /// What the daemon's threads do with a `Stop`: the motor first, then the core.
    func stop(_ origin: Command.StopOrigin) {
        halt()
        core.note(steps: inputs, at: core.now)
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

    private func takeGrant() {
        guard core.state.mayMove, granted > core.grant else { return }
        _ = core.apply(.grant(granted), number: 0)
        drain()
    }

    private func begin(_ stroke: Stroke) {
        if edgesLeft == 0 { nextEdge = max(core.now, stroke.due) + edgeInterval }
        edgesLeft += stroke.pulses.pulses
    }

    private func edge(at now: Instant) {
        _ = rig.pulse(at: now)
        inputs.forwardSteps += StepCount(pulses: 1)
        edgesLeft -= 1
        nextEdge = edgesLeft > 0 ? now + edgeInterval : .distantFuture
    }

    private func halt() {
        edgesLeft = 0
        nextEdge = .distantFuture
    }

    private func drain() {
        while let record = core.nextEvent() {
            events.append(record)
            core.removeEvent()
        }
    }
}
