// SPDX-License-Identifier: Apache-2.0
import Varlink

extension ControlError {
    /// What it carries, an object.
    public var parameters: JSONValue {
        switch self {
        case .notInState(let state): ["state": .string(state.rawValue)]
        case .conditionStands(let condition), .noSuchCondition(let condition): ["condition": .string(condition)]
        case .limitExceeded(let limit, let allowed, let asked, let origin):
            origin.json(beside: ["limit": .string(limit), "allowed": .integer(allowed), "asked": .integer(asked)])
        case .notDeliverable(let minimum): ["minimumNanoliters": .integer(minimum)]
        case .beyondReservoir(let remaining): ["remainingNanoliters": .integer(remaining)]
        case .invalidDocument(let problems): ["problems": .array(problems.map(\.json))]
        case .revisionMismatch(let revision): ["revision": .integer(revision)]
        case .requestConflict(let requestId), .requestPending(let requestId), .requestInterrupted(let requestId):
            ["requestId": .string(requestId)]
        case .lockedOut(let because, let remaining, let text):
            ["because": .string(because.rawValue), "remainingSeconds": .integer(remaining), "text": .string(text)]
        case .doseLimit(let window, let drug, let ceiling, let remaining):
            [
                "window": .string(window.rawValue), "drug": .string(drug), "ceilingNanograms": .integer(ceiling),
                "remainingSeconds": remaining.map(JSONValue.integer) ?? .null,
            ]
        case .beyondPath(let left): ["leftNanoliters": .integer(left)]
        case .outOfOrder(let step, let text): ["step": .string(step), "text": .string(text)]
        case .softLimits(let limits): ["limits": .array(limits.map(\.json))]
        case .noProgram, .staleProposal, .noSuchProposal, .bolusActive, .noSuchBolus, .stopInputAsserted: [:]
        case .noDemand, .bridgeActive, .noPrimeRate, .pathNotFree, .noTrial: [:]
        case .realTimeDegraded, .noTestRig, .tooManyCalls, .tooManyConnections, .internalError: [:]
        }
    }
}
