// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Why a refill does not take a step.
public enum RefillError: Error, Hashable, Sendable, CustomStringConvertible {
    case volumeOutOfRange(allowed: Volume)
    /// A step before it is missing.
    case notYet(stage: RefillStage, needs: String)
    /// It was entered already, as something else.
    case aspiratedAlready(Volume)
    case filledAlready(Volume)
    case committedAlready(revision: Int64)
    case abandonedAlready(reason: String)
    case badPrescription(String)
    case badRevision(Int64)
    case badText(limit: Int)
    /// The pump's own time never goes back.
    case timeWentBack(by: Duration)

    public var description: String {
        switch self {
        case .volumeOutOfRange(let allowed): return "a volume aspirated is 0 mL to \(allowed)"
        case .notYet(let stage, let needs): return "the refill is \(stage.rawValue): \(needs) first"
        case .aspiratedAlready(let volume):
            return "\(volume) is on record as aspirated and stays; abandon the refill and begin anew if that is wrong"
        case .filledAlready(let volume):
            return "another prescription with a fill of \(volume) is named already; take it back first"
        case .committedAlready(let revision): return "the refill is committed as revision \(revision)"
        case .abandonedAlready(let reason): return "the refill was abandoned: \(reason)"
        case .badPrescription(let what): return what
        case .badRevision(let revision): return "revisions count from 1; \(revision) is none"
        case .badText(let limit): return "a reason has 1 to \(limit) characters, all on one line"
        case .timeWentBack(let span): return "this is \(span) before the last step, and the pump's time never goes back"
        }
    }
}
