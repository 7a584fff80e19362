// SPDX-License-Identifier: Apache-2.0
import Quantities

extension PumpController {
    /// Takes in what the rig saw and moves on to `target`, or to the first decision before it: a stroke to begin, a halt,
    /// or a stroke that is due and has to wait.
    /// Splitting an advance into several with the same inputs changes nothing.
    ///
    /// - Precondition: `target` is not before ``now``; the events of the last call were taken.
    @_noAllocation @_noLocks
    public mutating func advance(to target: Instant, inputs: RigInputs) -> RigOutputs {
        precondition(target >= now, "the rig clock never goes back")
        // What was moved by then left the tip by then, not before. Nothing moved: the windows stay with ``now``, for they let
        // go of what a stroke before `target` is still held against.
        if inputs.forwardSteps > account.forwardSteps { windows.roll(to: pumpTime(at: target)) }
        absorb(inputs)
        while !haltRequested {
            expireTimers()
            followBackground()
            finishBolus()
            if isPumping {
                let wasWaiting = isWaiting
                let stroke = beginStrokeIfDue()
                if haltRequested { break }
                if let stroke {
                    checkInvariants()
                    return outputs(stroke)
                }
                if isWaiting, !wasWaiting { break }
            }
            // A span in which the program changed often is told in pieces.
            guard now < target, !events.isHalfFull else { break }
            passTime(until: target)
        }
        checkInvariants()
        return outputs(nil)
    }

    /// Moves on within one stretch of constant rates, to `target` at most.
    @_noAllocation @_noLocks
    private mutating func passTime(until target: Instant) {
        var end = target
        if let deadline = nextTimer(), deadline > now { end = Swift.min(end, deadline) }
        guard isPumping, waiting == nil else {
            now = end
            return
        }
        end = Swift.min(end, backgroundEnd())
        if let late = seen.late, late.to > now {
            guard late.from > now else {
                now = Swift.min(end, late.to)
                return
            }
            end = Swift.min(end, late.from)
        }
        if bolusRate > .zero, let bolus {
            end = Swift.min(end, now + Duration(nanoseconds: bolus.timeToAccrue(at: bolusRate)))
        }
        end = Swift.min(end, strokeDue())
        accrue(until: end)
        now = end
    }

    /// Adds the rates times the span; a bolus never accrues more than its volume.
    @_noAllocation @_noLocks
    private mutating func accrue(until end: Instant) {
        let span = Int128((end - now).nanoseconds)
        var ofBolus: Int128 = 0
        if bolusRate > .zero {
            ofBolus = Swift.min(span * Int128(bolusRate.picolitersPerDay), bolus!.unaccrued)
            bolus!.unaccrued -= ofBolus
        }
        integral.accrue(background: span * Int128(backgroundRate.picolitersPerDay), bolus: ofBolus)
    }

    /// When the integral reaches the next stroke's volume at the present rates; never before ``now``.
    @_noAllocation @_noLocks
    mutating func strokeDue() -> Instant {
        let missing = DeliveryIntegral.owed(currentPlan().volume) - integral.total
        guard missing > 0 else { return now }
        let rate = Int128(backgroundRate.picolitersPerDay) + Int128(bolusRate.picolitersPerDay)
        guard rate > 0 else { return .distantFuture }
        let span = (missing + rate - 1) / rate
        guard span < Int128(Int64.max) else { return .distantFuture }
        return now + Duration(nanoseconds: Int64(truncatingIfNeeded: span))
    }

    /// The span within which a stroke of the present rate may begin: half the stroke interval, at most a second.
    @_noAllocation @_noLocks
    mutating func lateStartBound() -> Duration {
        let rate = backgroundRate.picolitersPerDay + bolusRate.picolitersPerDay
        guard rate > 0 else { return .second }
        let half = Int128(profile.strokeVolume.picoliters) * DeliveryIntegral.perPicoliter / (2 * Int128(rate))
        return half >= Int128(Duration.second.nanoseconds)
            ? .second : Duration(nanoseconds: Int64(truncatingIfNeeded: half))
    }

    /// Liquid or rotor moved by themselves, or would under the pressure of a closed line: the motor holds the rotor until
    /// somebody has seen that.
    private var holdsRotor: Bool {
        @_noAllocation @_noLocks mutating get {
            guard state != .failed, state != .selfTest else { return false }
            return conditions.lists(.freeFlow) || conditions.lists(.rotorMovedAtRest)
                || conditions.lists(.occlusionDownstream)
        }
    }

    @_noAllocation @_noLocks
    private mutating func outputs(_ stroke: Stroke?) -> RigOutputs {
        let halt = haltRequested
        haltRequested = false
        var nextDue = nextTimer() ?? .distantFuture
        var enabled = !motion.isIdle || holdsRotor
        if isPumping {
            let due = waiting == nil ? strokeDue() : .distantFuture
            nextDue = Swift.min(nextDue, waiting == nil ? backgroundEnd() : .distantFuture)
            if waiting == nil, bolusRate > .zero, let bolus {
                nextDue = Swift.min(nextDue, now + Duration(nanoseconds: bolus.timeToAccrue(at: bolusRate)))
            }
            switch profile.rest {
            case .hold:
                enabled = true
                nextDue = Swift.min(nextDue, due)
            case .release:
                // A de-energised driver is woken ahead of the stroke.
                let wake = due == .distantFuture ? due : Swift.max(now, due - profile.enableLead)
                enabled = enabled || waiting != nil || wake <= now
                nextDue = Swift.min(nextDue, enabled ? due : wake)
            }
        }
        return RigOutputs(
            stroke: stroke, halt: halt, driverEnabled: enabled, reached: now, nextDue: nextDue,
            nextReading: nextReading(), waitsForGrant: waitsForGrant,
            nextStrokeIsGranted: motion.end + currentPlan().pulses <= grant.pulses, lateStartBound: lateStartBound())
    }

    /// What must hold whatever happens; a broken one is our own bug and stops the pump.
    @_noAllocation @_noLocks
    private mutating func checkInvariants() {
        guard state != .failed else { return }
        let bound = DeliveryIntegral.owed(profile.strokeVolume) * 4
        if account.forwardSteps > grant { fail(.movedBeyondGrant) }
        if integral.background < 0 || integral.bolus < 0 || integral.total > bound { fail(.owedOutOfRange) }
    }
}
