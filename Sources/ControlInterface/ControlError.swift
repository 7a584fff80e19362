// SPDX-License-Identifier: Apache-2.0
import Varlink

/// Every error that the interfaces declare, with what it carries.
public enum ControlError: Error, Sendable, Equatable {
    case notInState(StateWord)
    /// By ``ConditionName``.
    case conditionStands(String)
    case noSuchCondition(String)
    case noProgram
    /// The limit's name ends with the unit of both numbers.
    case limitExceeded(limit: String, allowed: Int64, asked: Int64, origin: LimitOrigin = LimitOrigin())
    case notDeliverable(minimumNanoliters: Int64)
    case staleProposal
    case noSuchProposal
    case bolusActive
    case noSuchBolus
    case beyondReservoir(remainingNanoliters: Int64)
    case stopInputAsserted
    case invalidDocument([ProblemMessage])
    case revisionMismatch(revision: Int64)
    case requestConflict(requestId: String)
    case requestPending(requestId: String)
    case requestInterrupted(requestId: String)
    case realTimeDegraded
    case noDemand
    case lockedOut(because: LockoutCauseWord, remainingSeconds: Int64, text: String)
    /// No wait helps, or nobody knows how long, where there is no time.
    case doseLimit(window: WindowWord, drug: String, ceilingNanograms: Int64, remainingSeconds: Int64?)
    case bridgeActive
    case noPrimeRate
    case pathNotFree
    case beyondPath(leftNanoliters: Int64)
    case noTrial
    case outOfOrder(step: String, text: String)
    case softLimits([SoftLimitMessage])
    case noTestRig
    case tooManyCalls
    case tooManyConnections
    case internalError

    /// The name within an interface.
    public var name: String {
        switch self {
        case .notInState: "NotInState"
        case .conditionStands: "ConditionStands"
        case .noSuchCondition: "NoSuchCondition"
        case .noProgram: "NoProgram"
        case .limitExceeded: "LimitExceeded"
        case .notDeliverable: "NotDeliverable"
        case .staleProposal: "StaleProposal"
        case .noSuchProposal: "NoSuchProposal"
        case .bolusActive: "BolusActive"
        case .noSuchBolus: "NoSuchBolus"
        case .beyondReservoir: "BeyondReservoir"
        case .stopInputAsserted: "StopInputAsserted"
        case .invalidDocument: "InvalidDocument"
        case .revisionMismatch: "RevisionMismatch"
        case .requestConflict: "RequestConflict"
        case .requestPending: "RequestPending"
        case .requestInterrupted: "RequestInterrupted"
        case .realTimeDegraded: "RealTimeDegraded"
        case .noDemand: "NoDemand"
        case .lockedOut: "LockedOut"
        case .doseLimit: "DoseLimit"
        case .bridgeActive: "BridgeActive"
        case .noPrimeRate: "NoPrimeRate"
        case .pathNotFree: "PathNotFree"
        case .beyondPath: "BeyondPath"
        case .noTrial: "NoTrial"
        case .outOfOrder: "OutOfOrder"
        case .softLimits: "SoftLimits"
        case .noTestRig: "NoTestRig"
        case .tooManyCalls: "TooManyCalls"
        case .tooManyConnections: "TooManyConnections"
        case .internalError: "InternalError"
        }
    }

    /// `interface.Error`.
    public func qualifiedName(in interface: String) -> String { "\(interface).\(name)" }

    /// The error reply, in the words of the interface whose method was called.
    public func callError(in interface: String) -> CallError {
        CallError(name: qualifiedName(in: interface), parameters: parameters)
    }
}
