// SPDX-License-Identifier: Apache-2.0
import Quantities

extension PumpController {
    /// The only way from state to state; one outside the table fails the pump (BR-F05).
    @_noAllocation @_noLocks
    mutating func transition(to next: PumpState, cause: Event.Cause) {
        guard state.mayBecome(next) else { return fail(.transitionOutsideTable) }
        tell(.stateChanged(from: state, to: next, cause: cause))
        state = next
        if !next.mayMove { restsSince = now }
    }

    /// Ends all movement before its next edge, and all that is under way, with its account (BR-D10, BR-D13).
    @_noAllocation @_noLocks
    private mutating func quiesce(halting: Bool, bolusEnd: Event.BolusEnd = .stopped) {
        endWait()
        therapy.background.end(at: pumpTime(at: now))
        if halting, !motion.isIdle {
            while !motion.isIdle { _ = closeFirst(.halted) }
            motion.reset(rotor: rotor, odometer: account.forwardSteps.pulses)
            haltRequested = true
        }
        closeBolus(bolusEnd)
        forgetOwed()
        // Whoever lets the pump move again reserves for it anew: an old grant is worth nothing from here on.
        grant = StepCount(pulses: motion.end)
    }

    /// What is owed is zero after every commit, resume and stop: none of them ever buys a stroke.
    @_noAllocation @_noLocks
    mutating func forgetOwed() {
        integral = DeliveryIntegral()
        carry = 0
        plan = nil
    }

    /// Stops, latched. `halting` is false only for an empty reservoir, which lets the current stroke complete.
    @_noAllocation @_noLocks
    mutating func stop(cause: Event.Cause, halting: Bool = true, bolusEnd: Event.BolusEnd = .stopped) {
        quiesce(halting: halting, bolusEnd: bolusEnd)
        switch state {
        case .selfTest, .stopped, .failed: return
        case .delivering, .paused, .releasing, .priming, .refilling, .servicing: transition(to: .stopped, cause: cause)
        }
    }

    @_noAllocation @_noLocks
    mutating func pause(cause: Event.Cause) {
        quiesce(halting: true)
        pausedSince = now
        transition(to: .paused, cause: cause)
    }

    /// A condition's cause is there: lists it and does what its row of the table says.
    @_noAllocation @_noLocks
    mutating func raise(_ condition: Condition) {
        if conditions.raise(condition, at: now) { tell(.conditionRaised(condition)) }
        if condition == .controllerFault { return failDriverSafe(cause: .condition(condition)) }
        let moved = state.mayMove
        switch condition.response {
        case .stops:
            // Air and leaks are what a prime is there to end; they only report until it has.
            if state == .priming, condition == .airInLine || condition == .catheterLeak { return }
            if state.mayMove || state == .paused {
                stop(cause: .condition(condition), halting: condition != .reservoirEmpty)
            }
        case .pauses:
            if state == .delivering {
                pause(cause: .condition(condition))
            } else if state.mayMove {
                stop(cause: .condition(condition))
            }
        case .rests, .safeRate, .continues: break
        }
        guard moved, !state.mayMove, stops.stopped(by: condition, at: now, stroke: lastStroke) else { return }
        if conditions.raise(.repeatedAlarm, at: now) { tell(.conditionRaised(.repeatedAlarm)) }
    }

    /// A condition's cause is gone; what latches, or paused the pump, stays listed until it is acknowledged.
    @_noAllocation @_noLocks
    mutating func clear(_ condition: Condition) {
        let staysListed = condition.latches || condition.preventsResume
        if conditions.causeGone(condition, staysListed: staysListed) { tell(.conditionCleared(condition)) }
    }

    /// An internal check did not hold.
    @_noAllocation @_noLocks
    mutating func fail(_ invariant: Event.Invariant) {
        guard state != .failed else { return }
        tell(.invariantBroken(invariant))
        if conditions.raise(.controllerFault, at: now) { tell(.conditionRaised(.controllerFault)) }
        failDriverSafe(cause: .invariant)
    }

    /// The supervisor dropped the driver (BR-F02): it stays dropped until `ClearFailure`.
    @_noAllocation @_noLocks
    mutating func failBySupervisor() { raise(.controllerFault) }

    @_noAllocation @_noLocks
    private mutating func failDriverSafe(cause: Event.Cause) {
        guard state != .failed else { return }
        quiesce(halting: true)
        tell(.stateChanged(from: state, to: .failed, cause: cause))
        state = .failed
        restsSince = now
    }
}
