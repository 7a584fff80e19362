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
    /// A demand bolus is not prescribed.
    case noDemand
    /// The lockout of the last demand bolus holds until then (rig clock).
    case lockedOut(until: Instant)
    /// As many demand boluses as 24 hours allow have begun; another may then (rig clock).
    case countReached(until: Instant)
    /// A window that overlaps the bolus would exceed its ceiling for the drug in the slot.
    case windowExceeded(DoseWindow, slot: UInt8)
    /// A bridge bolus runs.
    case bridgeActive
    /// The rig file names no prime rate.
    case noPrimeRate
    /// Nobody declared the path free of drug.
    case pathNotFree
    /// More than dead volume and uncertainty; so much may still be primed.
    case beyondPath(left: Volume)
    /// No trial's staircase runs.
    case noStaircase
    /// The stop input is still asserted.
    case stopInputAsserted
}
