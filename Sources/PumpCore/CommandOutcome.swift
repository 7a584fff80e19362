// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What became of a command. A refused command has changed nothing (BR-F05).
@frozen public enum CommandOutcome: Hashable, Sendable, BitwiseCopyable {
    case accepted
    /// The state does not allow it.
    case notInState(PumpState)
    /// This condition must be gone, or acknowledged, first.
    case conditionStands(Condition)
    /// No prescription was ever committed.
    case noProgram
    case rateAboveMaximum(asked: FlowRate, allowed: FlowRate)
    /// The bolus is below what the rig can deliver.
    case notDeliverable(minimum: Volume)
    /// A bolus runs already, or a commit came while one runs.
    case bolusActive
    case noSuchBolus
    /// The reservoir does not hold it.
    case beyondReservoir(remaining: Volume)
    /// The stop input is still asserted.
    case stopInputAsserted
}
