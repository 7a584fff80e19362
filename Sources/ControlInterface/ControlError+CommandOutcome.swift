// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

extension ControlError {
    /// Why the core refused a command; nil when it accepted.
    ///
    /// - Parameter explain: Says why a dose is locked out (`lockedOut`, `countReached`, `windowExceeded`): with what only
    ///   the caller knows, the time of the rig clock and the names of the drugs. A command that is no dose has no such
    ///   outcome, and for it that is an inconsistency.
    public init?(
        _ outcome: CommandOutcome, explaining explain: (CommandOutcome) -> ControlError = { _ in .internalError }
    ) {
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
        case .noDemand: self = .noDemand
        case .lockedOut, .countReached, .windowExceeded: self = explain(outcome)
        case .bridgeActive: self = .bridgeActive
        case .noPrimeRate: self = .noPrimeRate
        case .pathNotFree: self = .pathNotFree
        // Rounded down, so that asking for just this much is not too much.
        case .beyondPath(let left): self = .beyondPath(leftNanoliters: left.picoliters / 1_000)
        case .noStaircase: self = .noTrial
        }
    }
}
