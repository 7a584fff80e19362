// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// Why the daemon refused a call, in a sentence that says what would help.
enum RefusalText {
    static func sentence(for error: ControlError) -> String {
        switch error {
        case .notInState(let state): "not now: the pump is \(state.rawValue)"
        case .conditionStands(let condition): "not now: \(condition) stands; \(next(after: condition))"
        case .noSuchCondition(let condition): "no condition '\(condition)' is listed"
        case .noProgram: "no prescription has been committed yet: cisterna program apply FILE"
        case .limitExceeded(let limit, let allowed, let asked):
            "\(Shown.limit(limit)): \(Shown.amount(asked, named: limit)) is asked, "
                + "\(Shown.amount(allowed, named: limit)) allowed"
        case .notDeliverable(let minimum): "too small for this rig: at least \(Shown.nanoliters(minimum))"
        case .staleProposal: "the proposal is stale: something changed since, or its time has passed; apply it again"
        case .noSuchProposal: "the daemon does not know this proposal any more; apply it again"
        case .bolusActive: "not now: a bolus is under way"
        case .noSuchBolus: "no such bolus is under way"
        case .beyondReservoir(let remaining): "the reservoir holds only \(Shown.nanoliters(remaining))"
        case .stopInputAsserted: "not now: the stop input is asserted"
        case .invalidDocument(let problems): "the document has \(problems.count) problems"
        case .revisionMismatch(let revision): "the prescription was changed meanwhile: it is revision \(revision) now"
        case .requestConflict(let requestId): "the request \(requestId) was made before with other parameters"
        case .requestPending(let requestId):
            "the request \(requestId) has no outcome yet: cisterna outcome \(requestId)"
        case .realTimeDegraded: "this rig does not arm without real-time scheduling and locked memory"
        case .noTestRig:
            "faults are injected on the simulated rig only, or where the rig file says limits.test-rig = true"
        case .tooManyCalls: "the daemon takes no more than 100 calls a second from one connection"
        case .tooManyConnections: "too many programs are connected to the daemon"
        case .internalError: "the daemon found an inconsistency inside; see its log"
        }
    }

    private static func next(after name: String) -> String {
        guard let condition = ConditionName.condition(named: name) else { return "see cisterna alarms" }
        let next = ConditionText.next(after: condition)
        return next.prefix(1).lowercased() + next.dropFirst()
    }
}
