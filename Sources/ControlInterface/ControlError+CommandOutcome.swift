// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

extension ControlError {
    /// Why the core refused a command; nil when it accepted.
    public init?(_ outcome: CommandOutcome) {
        switch outcome {
        case .accepted: return nil
        case .notInState(let state): self = .notInState(StateWord(state))
        case .conditionStands(let condition): self = .conditionStands(ConditionName.name(of: condition))
        case .noProgram: self = .noProgram
        case .rateAboveMaximum(let asked, let allowed):
            // What is asked rounds up and what is allowed down: the two never look the same.
            self = .limitExceeded(
                limit: "maximumRateNanolitersPerDay", allowed: allowed.picolitersPerDay / 1_000,
                asked: (asked.picolitersPerDay + 999) / 1_000)
        case .notDeliverable(let minimum):
            // Rounded up, so that asking for just this much is enough.
            self = .notDeliverable(minimumNanoliters: (minimum.picoliters + 999) / 1_000)
        case .bolusActive: self = .bolusActive
        case .noSuchBolus: self = .noSuchBolus
        case .beyondReservoir(let remaining): self = .beyondReservoir(remainingNanoliters: remaining.picoliters / 1_000)
        case .stopInputAsserted: self = .stopInputAsserted
        }
    }
}
