// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import PumpCore
import Quantities
import RealTime
import Synchronization

extension PumpService {
    /// Stops before the next edge. Waits for the real-time thread's word, never for the disk; outside the actor, so that no
    /// other call holds it up (BR-D10).
    nonisolated func stop() async -> StopReply {
        nonisolated(unsafe) let shared = threads.shared
        // On record before anything else that survives the process: a disk that hangs now must not let the pump resume.
        stopMark.set()
        let asked = shared.pointee.stopsAsked.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue
        shared.pointee.realTimeSignal.raise()
        // Again, after the count: a resume that had begun before may have taken the mark away, and this stop overtakes it.
        stopMark.set()
        // What sounds now has been heard (BR-A03).
        Task { await silenceByStop() }
        let isServed = await Self.holds(within: .second) {
            shared.pointee.stopsServed.load(ordering: .acquiring) >= asked
        }
        let snapshot = snapshots.latest()
        let isRecorded = await Self.holds(within: .millisecond * 150) { [lastDurable] in
            lastDurable.value >= snapshot.lastEvent
        }
        if isServed, isRecorded, snapshot.state == .stopped { removeStopMark(afterStops: asked) }
        return StopReply(
            recorded: isRecorded, confirmed: isServed,
            lastOdometerPulses: shared.pointee.stepsMade.load(ordering: .acquiring))
    }

    /// Looks every millisecond whether something has come true.
    private static func holds(within span: Quantities.Duration, _ condition: @Sendable () -> Bool) async -> Bool {
        let deadline = MonotonicClock.now() + span
        while !condition() {
            guard MonotonicClock.now() < deadline else { return false }
            try? await Task.sleep(for: .milliseconds(1))
        }
        return true
    }

    func resume(_ parameters: ResumeParameters) async throws {
        let stopsSeen = threads.stops
        try await exclusively { try await resume(parameters, stopsSeen: stopsSeen) }
    }

    private func resume(_ parameters: ResumeParameters, stopsSeen: Int64) async throws {
        try require(revision: parameters.revision)
        try await resume(stopsSeen: stopsSeen)
    }

    /// For a caller that holds the turn already.
    func resume(stopsSeen: Int64) async throws {
        try requireTrial()
        if isDegraded, !rig.limits.allowDegradedRealTime { throw ControlError.realTimeDegraded }
        let snapshot = snapshots.latest()
        let isLimited = snapshot.state == .delivering && snapshot.isAtSafeRate
        guard snapshot.state == .stopped || snapshot.state == .paused || isLimited else {
            throw ControlError.notInState(StateWord(snapshot.state))
        }
        try requireReady(for: "resume")
        let outcome = try await moving(for: snapshot.programRate) {
            // Whatever stopped the pump is on record by now. A stop from now on overtakes this call.
            if lastDurable.value >= snapshots.latest().lastEvent { removeStopMark(afterStops: stopsSeen) }
            return try await perform(.resume, stopsSeen: stopsSeen)
        }
        if let error = ControlError(outcome) { throw error }
    }

    /// Runs a command that may make the pump move: reserved for at `rate`, the processors awake and the pinch valve open.
    /// One that is refused leaves both as the state wants them.
    func moving(
        for rate: FlowRate, _ command: @Sendable () async throws -> CommandOutcome
    ) async throws -> CommandOutcome {
        try requireRecord(for: "move")
        movesPending += 1
        defer { movesPending -= 1 }
        do {
            let outcome = try await worker.reserving(for: rate) {
                await holdLatency(true)
                guard threads.setPinchValve(true) else {
                    log("the pinch valve's line cannot be set: nothing moves")
                    throw ControlError.internalError
                }
                return try await command()
            }
            if outcome != .accepted { settleValve() }
            return outcome
        } catch {
            settleValve()
            throw error
        }
    }

    private func settleValve() {
        let mayMove = snapshots.latest().state.mayMove
        _ = threads.setPinchValve(mayMove)
        holdLatency(mayMove)
    }

    func acknowledge(_ parameters: AcknowledgeParameters) async throws -> AcknowledgeReply {
        guard let condition = ConditionName.condition(named: parameters.condition) else {
            throw ControlError.noSuchCondition(parameters.condition)
        }
        _ = try await perform(.acknowledge(condition))
        return AcknowledgeReply(listed: snapshots.latest().conditions.lists(condition))
    }

    /// What must hold before anything moves: no refill is open, and the core has the prescription that is on record.
    func requireReady(for step: String) throws {
        try requireRecord(for: step)
        guard refill == nil else {
            throw ControlError.outOfOrder(
                step: step, text: "a refill is under way: commit it first, or abandon it (cisterna refill)")
        }
        guard committed == nil || snapshots.latest().programRevision == revision else {
            throw ControlError.outOfOrder(
                step: step,
                text: "the core does not have the prescription on record: \(notLoaded ?? "commit it again")")
        }
    }

    /// With a record that does not know all that was delivered nothing moves.
    private func requireRecord(for step: String) throws {
        if let recordDamage, recordDamage.stands(for: revision) {
            throw ControlError.outOfOrder(
                step: step, text: "the record is damaged (\(recordDamage.reason)): \(recordDamage.wayOut)")
        }
        let now = snapshots.latest().therapy.pumpTime
        guard let recordHold, recordHold.holds(at: now) else { return }
        throw ControlError.outOfOrder(step: step, text: "\(recordHold.why): \(recordHold.wayOut(at: now))")
    }

    func require(revision: Int64) throws {
        guard revision == self.revision else { throw ControlError.revisionMismatch(revision: self.revision) }
    }

    /// Runs the checks and tells the core; a failed one fails the pump (BR-S01).
    func selfTest() async throws -> SelfTestReply {
        let state = snapshots.latest().state
        guard state == .stopped || state == .selfTest else { throw ControlError.notInState(StateWord(state)) }
        let results = await SelfTest(self).run()
        let outcome = try await perform(.selfTest(SelfTest.report(results)))
        if let error = ControlError(outcome) { throw error }
        return SelfTestReply(passed: results.allSatisfy(\.passed), checks: results.map(\.message))
    }

    /// Leaves `failed`: the supervisor's latch first, then the checks, then the core.
    func clearFailure() async throws -> SelfTestReply {
        try await exclusively { try await clearFailureAlone() }
    }

    private func clearFailureAlone() async throws -> SelfTestReply {
        let state = snapshots.latest().state
        let isRepeated = snapshots.latest().conditions.isPresent(.repeatedAlarm)
        guard state == .failed || isRepeated else { throw ControlError.notInState(StateWord(state)) }
        nonisolated(unsafe) let shared = threads.shared
        shared.pointee.resetAsked.store(true, ordering: .releasing)
        shared.pointee.supervisorSignal.raise()
        _ = await Self.holds(within: .second) { shared.pointee.trip.load(ordering: .acquiring) == 0 }
        let results = await SelfTest(self).run()
        let reply = SelfTestReply(passed: results.allSatisfy(\.passed), checks: results.map(\.message))
        var outcome = try await perform(.clearFailure(SelfTest.report(results)))
        // A line that failed is forgotten with the first command, and the core hears of it with its next advance.
        if reply.passed, outcome != .accepted { outcome = try await perform(.clearFailure(SelfTest.report(results))) }
        if reply.passed, let error = ControlError(outcome) { throw error }
        // A prescription that a failed core could not take is loaded now.
        if reply.passed, snapshots.latest().programRevision != revision { try await loadCommitted() }
        return reply
    }
}
