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
        let background = Int128(bolus.timeToAccrue) * Int128(backgroundRate.picolitersPerDay)
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
        motion.append(stroke, bolusShare: share, rotorAfter: plan.rotorAfter)
        carry = plan.carryAfter
        self.plan = nil
        return stroke
    }

    /// What is begun and not delivered yet.
    @_noAllocation @_noLocks
    private mutating func inFlightVolume() -> Int64 {
        (motion.first?.stroke.volume.picoliters ?? 0) + (motion.second?.stroke.volume.picoliters ?? 0)
            - motion.deliveredOfFirst
    }

    /// A stroke is due and cannot go: the time from here on is forfeited.
    @_noAllocation @_noLocks
    private mutating func wait(_ forfeit: Event.Forfeit) {
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

    /// Ends the bolus with the stroke in motion; what it is owed beyond that is dropped.
    @_noAllocation @_noLocks
    mutating func closeBolus(_ end: Event.BolusEnd) {
        bolus?.unaccrued = 0
        bolus?.closing = end
        integral.dropBolus()
        plan = nil
        finishBolus()
    }

    /// A bolus that has accrued ends when its last stroke has.
    @_noAllocation @_noLocks
    mutating func finishBolus() {
        guard let bolus, bolus.unaccrued == 0 else { return }
        if integral.bolus > 0 {
            // Its shortened last stroke is planned anew: what is owed is known exactly only now.
            if plan == nil || DeliveryIntegral.owed(plan!.volume) > integral.total { plan = nil }
            guard StrokePlan.tail(of: integral, from: motion.rotor, carry: carry, profile) == nil else { return }
            integral.closeBolus()
            plan = nil
        }
        guard motion.isIdle else { return }
        endBolus(bolus.closing ?? .completed)
    }

    @_noAllocation @_noLocks
    mutating func endBolus(_ end: Event.BolusEnd) {
        guard let bolus else { return }
        self.bolus = nil
        plan = nil
        tell(.bolusEnded(identifier: bolus.order.identifier, delivered: bolus.deliveredVolume, end))
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
        bolus?.delivered += share
        motion.removeFirst()
        tell(
            .strokeEnded(
                StrokeAccount(
                    stroke: first.stroke, end: end, made: StepCount(pulses: made),
                    delivered: Volume(picoliters: delivered),
                    bolusShare: Volume(picoliters: Int64(truncatingIfNeeded: share / DeliveryIntegral.perPicoliter)),
                    odometer: account.forwardSteps)))
        let undelivered = DeliveryIntegral.owed(first.stroke.volume) - Int128(delivered) * DeliveryIntegral.perPicoliter
        let ofBolus = first.bolusShare - share
        return (undelivered - ofBolus, ofBolus)
    }
}
