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
    case limitExceeded(limit: String, allowed: Int64, asked: Int64)
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
    case realTimeDegraded
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
        case .realTimeDegraded: "RealTimeDegraded"
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

    /// What it carries, an object.
    public var parameters: JSONValue {
        switch self {
        case .notInState(let state): ["state": .string(state.rawValue)]
        case .conditionStands(let condition), .noSuchCondition(let condition): ["condition": .string(condition)]
        case .limitExceeded(let limit, let allowed, let asked):
            ["limit": .string(limit), "allowed": .integer(allowed), "asked": .integer(asked)]
        case .notDeliverable(let minimum): ["minimumNanoliters": .integer(minimum)]
        case .beyondReservoir(let remaining): ["remainingNanoliters": .integer(remaining)]
        case .invalidDocument(let problems): ["problems": .array(problems.map(\.json))]
        case .revisionMismatch(let revision): ["revision": .integer(revision)]
        case .requestConflict(let requestId), .requestPending(let requestId): ["requestId": .string(requestId)]
        case .noProgram, .staleProposal, .noSuchProposal, .bolusActive, .noSuchBolus, .stopInputAsserted: [:]
        case .realTimeDegraded, .noTestRig, .tooManyCalls, .tooManyConnections, .internalError: [:]
        }
    }
}
