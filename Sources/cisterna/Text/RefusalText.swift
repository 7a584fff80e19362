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
        case .limitExceeded(let limit, let allowed, let asked, let origin):
            "\(place(of: origin))\(Shown.limit(limit)): \(Shown.amount(asked, named: limit)) is asked, "
                + "\(Shown.amount(allowed, named: limit)) allowed\(origin.whose.map { " by \($0)" } ?? "")"
        case .notDeliverable(let minimum): "too small for this rig: at least \(Shown.nanoliters(minimum))"
        case .staleProposal: "the proposal is stale: something changed since, or its time has passed; apply it again"
        case .noSuchProposal: "the daemon does not know this proposal any more; apply it again"
        case .bolusActive: "not now: a bolus is under way; wait for its end, or: cisterna bolus cancel"
        case .noSuchBolus: "no such bolus is under way"
        case .beyondReservoir(let remaining): "the reservoir holds only \(Shown.nanoliters(remaining))"
        case .stopInputAsserted: "not now: the stop input is asserted; release the stop button first"
        case .invalidDocument(let problems): "the document has \(problems.count) problems"
        case .revisionMismatch(let revision): "the prescription was changed meanwhile: it is revision \(revision) now"
        case .requestConflict(let requestId): "the request \(requestId) was made before with other parameters"
        case .requestPending(let requestId):
            "the request \(requestId) has no outcome yet: cisterna outcome \(requestId)"
        case .requestInterrupted(let requestId):
            "the daemon was ended while it worked on \(requestId), and does no more for it: cisterna history says what "
                + "was done"
        case .noDemand: "no demand bolus is prescribed: commit a prescription that has one"
        case .lockedOut(_, let remaining, let text): "not now: \(text); possible in \(Shown.seconds(remaining))"
        case .doseLimit(let window, let drug, let ceiling, let remaining):
            "\(drug) would exceed \(Shown.nanograms(ceiling)) within \(words(for: window)); "
                + (remaining.map { "possible in \(Shown.seconds($0))" } ?? "waiting may not help: ask for less")
        case .bridgeActive: "not now: the bridge bolus runs; cisterna status says for how long"
        case .noPrimeRate: "the rig file names no prime rate: it has to, before this rig primes"
        case .pathNotFree: "nobody has declared the path free of drug: rinse it, then cisterna path free --reason TEXT"
        case .beyondPath(let left): "more than the path takes: at most \(Shown.nanoliters(left)) may still be primed"
        case .noTrial: "there is no trial: commit a prescription with one, then cisterna trial start"
        case .outOfOrder(let step, let text): "'\(step)' is not the next step: \(text)"
        case .softLimits(let limits):
            "beyond soft limits (\(limits.map(\.field).joined(separator: ", "))): override them with --override-name "
                + "and --override-reason, or stay within"
        case .realTimeDegraded: "this rig does not arm without real-time scheduling and locked memory"
        case .noTestRig:
            "faults are injected on the simulated rig only, or where the rig file says limits.test-rig = true"
        case .tooManyCalls: "the daemon takes no more than 100 calls a second from one connection"
        case .tooManyConnections: "too many programs are connected to the daemon"
        case .internalError: "the daemon found an inconsistency inside; see its log"
        }
    }

    /// As compilers say it, where it is known.
    private static func place(of origin: LimitOrigin) -> String {
        guard let file = origin.file else { return "" }
        let numbers = [origin.line, origin.column].compactMap { $0 }.map { "\($0):" }.joined()
        return "\(file):\(numbers) "
    }

    private static func words(for window: WindowWord) -> String {
        switch window {
        case .hour: "an hour"
        case .day: "24 hours"
        case .demand: "the demand bolus's window"
        }
    }

    private static func next(after name: String) -> String {
        guard let condition = ConditionName.condition(named: name) else { return "see cisterna alarms" }
        let next = ConditionText.next(after: condition)
        return next.prefix(1).lowercased() + next.dropFirst()
    }
}
