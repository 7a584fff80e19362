// SPDX-License-Identifier: Apache-2.0
import Varlink

extension ControlError {
    /// Reads an error reply of one of the interfaces; nil for any other, and for one that does not carry what it should.
    public init?(_ error: CallError) {
        guard let interface = InterfaceDefinition.all.first(where: { error.name.hasPrefix("\($0.name).") }) else {
            return nil
        }
        let name = String(error.name.dropFirst(interface.name.count + 1))
        guard interface.validate(errorParameters: error.parameters, of: name) == nil else { return nil }
        let known = Self.plain(name) ?? Self.carrying(name, error.parameters)
        guard let known else { return nil }
        self = known
    }

    private static func plain(_ name: String) -> ControlError? {
        let all: [ControlError] = [
            .noProgram, .staleProposal, .noSuchProposal, .bolusActive, .noSuchBolus, .stopInputAsserted,
            .realTimeDegraded, .noDemand, .bridgeActive, .noPrimeRate, .pathNotFree, .noTrial, .noTestRig,
            .tooManyCalls, .tooManyConnections, .internalError,
        ]
        return all.first { $0.name == name }
    }

    private static func carrying(_ name: String, _ parameters: JSONValue) -> ControlError? {
        let text = { (member: String) in parameters[member]?.text ?? "" }
        let number = { (member: String) in parameters[member]?.number ?? 0 }
        switch name {
        case "NotInState": return StateWord(rawValue: text("state")).map { .notInState($0) }
        case "ConditionStands": return .conditionStands(text("condition"))
        case "NoSuchCondition": return .noSuchCondition(text("condition"))
        case "LimitExceeded":
            return .limitExceeded(
                limit: text("limit"), allowed: number("allowed"), asked: number("asked"),
                origin: LimitOrigin(parameters))
        case "NotDeliverable": return .notDeliverable(minimumNanoliters: number("minimumNanoliters"))
        case "BeyondReservoir": return .beyondReservoir(remainingNanoliters: number("remainingNanoliters"))
        case "InvalidDocument":
            return (try? parameters["problems"]?.decode([ProblemMessage].self)).map { .invalidDocument($0) }
        case "RevisionMismatch": return .revisionMismatch(revision: number("revision"))
        case "RequestConflict": return .requestConflict(requestId: text("requestId"))
        case "RequestInterrupted": return .requestInterrupted(requestId: text("requestId"))
        case "RequestPending": return .requestPending(requestId: text("requestId"))
        case "BeyondPath": return .beyondPath(leftNanoliters: number("leftNanoliters"))
        case "OutOfOrder": return .outOfOrder(step: text("step"), text: text("text"))
        case "SoftLimits":
            return (try? parameters["limits"]?.decode([SoftLimitMessage].self)).map { .softLimits($0) }
        case "LockedOut", "DoseLimit": return timed(name, parameters)
        default: return nil
        }
    }

    /// A refusal that a wait may help.
    private static func timed(_ name: String, _ parameters: JSONValue) -> ControlError? {
        let text = { (member: String) in parameters[member]?.text ?? "" }
        let remaining = parameters["remainingSeconds"]?.number
        if name == "LockedOut" {
            return LockoutCauseWord(rawValue: text("because")).map {
                .lockedOut(because: $0, remainingSeconds: remaining ?? 0, text: text("text"))
            }
        }
        return WindowWord(rawValue: text("window")).map {
            .doseLimit(
                window: $0, drug: text("drug"), ceilingNanograms: parameters["ceilingNanograms"]?.number ?? 0,
                remainingSeconds: remaining)
        }
    }
}
