// SPDX-License-Identifier: Apache-2.0
import Quantities

extension PumpController {
    /// The next stroke, planned from where the rotor will stand.
    @_noAllocation @_noLocks
    mutating func currentPlan() -> StrokePlan {
        if let plan { return plan }
        let plan = makePlan()
        self.plan = plan
        return plan
    }

    @_noAllocation @_noLocks
    private mutating func makePlan() -> StrokePlan {
        if let bolus, bolus.unaccrued == 0, integral.bolus > 0,
            let tail = StrokePlan.tail(of: integral, from: motion.rotor, carry: carry, profile)
        {
            return tail
        }
        let minimum = profile.minimumStrokeFullSteps
        let regular = StrokePlan.nearest(
            to: profile.strokeVolume.picoliters + carry, from: motion.rotor, minimum: minimum, profile)
        guard bolusRate > .zero, let bolus else { return regular }
        // All that is owed when the bolus has accrued. If a regular stroke now would leave less than a minimum stroke for
        // the end, this stroke and the last share it.
        let background = Int128(bolus.timeToAccrue(at: bolusRate)) * Int128(backgroundRate.picolitersPerDay)
        let untilEnd = integral.total + bolus.unaccrued + background
        let left = untilEnd - DeliveryIntegral.owed(regular.volume)
        guard left > 0, left < DeliveryIntegral.owed(profile.minimumBolus) else { return regular }
        let half = Int64(truncatingIfNeeded: untilEnd / 2 / DeliveryIntegral.perPicoliter)
        var shared = StrokePlan.nearest(to: half, from: motion.rotor, minimum: minimum, profile)
        shared.carryAfter = carry
        return shared
    }

    /// Begins the next stroke if the integral has reached it and nothing forbids it.
    @_noAllocation @_noLocks
    mutating func beginStrokeIfDue() -> Stroke? {
        let plan = currentPlan()
        guard DeliveryIntegral.owed(plan.volume) <= integral.total else { return nil }
        guard !motion.isFull else {
            wait(.motorBusy)
            return nil
        }
        guard motion.end + plan.pulses <= grant.pulses else {
            if waiting == nil, conditions.raise(.storageStalled, at: now) { tell(.conditionRaised(.storageStalled)) }
            wait(.noGrant)
            return nil
        }
        let drawable = account.remaining.picoliters - (program?.residual.picoliters ?? 0)
        guard inFlightVolume() + plan.volume.picoliters <= drawable else {
            raise(.reservoirEmpty)
            return nil
        }
        if let full = fullWindow(for: plan.volume) {
            limit(full)
            return nil
        }
        endWait()
        return begin(plan)
    }

    @_noAllocation @_noLocks
    private mutating func begin(_ plan: StrokePlan) -> Stroke {
        lastStroke += 1
        let stroke = Stroke(
            sequence: lastStroke, pulses: StepCount(pulses: plan.pulses), volume: plan.volume, due: now,
            latestStart: now + lateStartBound())
        let share = integral.take(plan.volume)
        motion.append(
            stroke, bolus: share > 0 ? bolus?.order.identifier ?? 0 : 0, bolusShare: share, rotorAfter: plan.rotorAfter)
        carry = plan.carryAfter
        self.plan = nil
        watch.strokeBegins(at: now)
        return stroke
    }

    /// A stroke is due and cannot go: the time from here on is forfeited.
    @_noAllocation @_noLocks
    mutating func wait(_ forfeit: Event.Forfeit) {
        if let waiting, waiting.forfeit == forfeit { return }
        endWait()
        waiting = Waiting(since: now, forfeit: forfeit)
    }

    @_noAllocation @_noLocks
    mutating func endWait() {
        guard let waiting else { return }
        self.waiting = nil
        if now > waiting.since { tell(.forfeited(from: waiting.since, to: now, waiting.forfeit)) }
        if waiting.forfeit == .noGrant { clear(.storageStalled) }
    }

    /// Closes the first stroke in hand as it ended and gives what it did not deliver back, by share.
    @_noAllocation @_noLocks
    mutating func closeFirst(_ end: StrokeEnd) -> (background: Int128, bolus: Int128) {
        guard let first = motion.first else { return (0, 0) }
        let begun = first.end - first.stroke.pulses.pulses
        let made = Swift.max(0, account.forwardSteps.pulses - begun)
        let isWhole = made == first.stroke.pulses.pulses
        let delivered = isWhole ? first.stroke.volume.picoliters : motion.deliveredOfFirst
        let share = Swift.min(first.bolusShare, Int128(delivered) * DeliveryIntegral.perPicoliter)
        let isPreempted = suspended?.order.identifier == first.bolus && first.bolus != 0
        if isPreempted { suspended!.delivered += share } else { bolus?.delivered += share }
        motion.removeFirst()
        countInWindows()
        tell(
            .strokeEnded(
                StrokeAccount(
                    stroke: first.stroke, end: end, made: StepCount(pulses: made),
                    delivered: Volume(picoliters: delivered),
                    bolus: first.bolus,
                    bolusShare: Volume(picoliters: Int64(truncatingIfNeeded: share / DeliveryIntegral.perPicoliter)),
                    odometer: account.forwardSteps)))
        let undelivered = DeliveryIntegral.owed(first.stroke.volume) - Int128(delivered) * DeliveryIntegral.perPicoliter
        let ofBolus = first.bolusShare - share
        guard isPreempted else { return (undelivered - ofBolus, ofBolus) }
        // A preempted bolus keeps what its last stroke did not deliver.
        if case .none = suspended!.closing { suspended!.unaccrued += ofBolus }
        return (undelivered - ofBolus, 0)
    }
}
