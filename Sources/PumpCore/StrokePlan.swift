// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The next stroke before it is due: how many pulses, what they deliver, where the rotor stands after it.
struct StrokePlan: Sendable, BitwiseCopyable {
    var pulses: Int64
    var volume: Volume
    var rotorAfter: Rotor
    /// What is left over against the regular stroke volume, to be carried into the next stroke; picolitres.
    var carryAfter: Int64

    /// Plans the number of full steps whose volume comes nearest to `target`, but at least `minimum` steps.
    @_noAllocation @_noLocks
    static func nearest(
        to target: Int64, from rotor: Rotor, minimum: Int, _ profile: borrowing RigProfile
    ) -> StrokePlan {
        var plan = StrokePlan(pulses: 0, volume: .zero, rotorAfter: rotor, carryAfter: target)
        var steps = 0
        while steps < 2 * profile.strokeFullSteps {
            var rotorAfter = plan.rotorAfter
            let step = rotorAfter.finishStep(profile)
            let volume = plan.volume.picoliters + step.volume
            if steps >= minimum, volume - target > target - plan.volume.picoliters { break }
            plan = StrokePlan(
                pulses: plan.pulses + Int64(step.pulses), volume: Volume(picoliters: volume), rotorAfter: rotorAfter,
                carryAfter: target - volume)
            steps += 1
        }
        return plan
    }

    /// Plans the end of a bolus: the fewest full steps that cover what the bolus is owed without exceeding all that is
    /// owed, or the most that do not exceed it; nil where not even one full step fits.
    @_noAllocation @_noLocks
    static func tail(
        of integral: DeliveryIntegral, from rotor: Rotor, carry: Int64, _ profile: borrowing RigProfile
    ) -> StrokePlan? {
        var plan = StrokePlan(pulses: 0, volume: .zero, rotorAfter: rotor, carryAfter: carry)
        var steps = 0
        while steps < profile.minimumStrokeFullSteps || DeliveryIntegral.owed(plan.volume) < integral.bolus {
            var rotorAfter = plan.rotorAfter
            let step = rotorAfter.finishStep(profile)
            let volume = Volume(picoliters: plan.volume.picoliters + step.volume)
            if DeliveryIntegral.owed(volume) > integral.total { break }
            plan = StrokePlan(
                pulses: plan.pulses + Int64(step.pulses), volume: volume, rotorAfter: rotorAfter, carryAfter: carry)
            steps += 1
        }
        return plan.pulses == 0 ? nil : plan
    }
}
