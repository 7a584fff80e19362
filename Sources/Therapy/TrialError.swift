// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Why a trial does not take a step.
public enum TrialError: Error, Hashable, Sendable, CustomStringConvertible {
    case badPlan(String)
    /// A name, a note or a reason.
    case badText(limit: Int)
    case badScore(Int)
    case notStarted
    case startedAlready
    case ended(TrialOutcome)
    case tooManyEntries(limit: Int)
    /// The pump's own time never goes back.
    case timeWentBack(by: Duration)
    /// The kind of trial has no such step.
    case notOfThisKind(step: String, kind: String)
    case doseUnderWay
    case noDoseUnderWay
    case allDosesGiven(count: Int)
    case tooEarly(wait: Duration)
    case rateOutside(rate: FlowRate, ceiling: FlowRate)
    case nothingGiven
    case reliefMarked
    case reliefNotMarked
    case ceilingNotReached(ceiling: FlowRate)

    public var description: String {
        switch self {
        case .badPlan(let what): return what
        case .badText(let limit): return "a text has 1 to \(limit) characters, all on one line"
        case .badScore(let score): return "a pain score is 0 to 10, not \(score)"
        case .notStarted: return "the trial has not been started"
        case .startedAlready: return "the trial has been started already"
        case .ended(let outcome): return "the trial has ended: \(outcome.rawValue)"
        case .tooManyEntries(let limit): return "the record of a trial holds \(limit) entries; end the trial"
        case .timeWentBack(let span):
            return "this is \(span) before the last entry, and the pump's time never goes back"
        case .notOfThisKind(let step, let kind): return "\(step) is no step of a “\(kind)” trial"
        case .doseUnderWay: return "an injection is under way: wait for what comes of it"
        case .noDoseUnderWay: return "no injection has been asked for"
        case .allDosesGiven(let count): return "all \(count) injections of the plan have been given"
        case .tooEarly(let wait): return "too early: wait for another \(wait)"
        case .rateOutside(let rate, let ceiling):
            return "\(rate) is no rate of this trial: above zero to its ceiling, \(ceiling)"
        case .nothingGiven: return "nothing has been given so far"
        case .reliefMarked: return "relief has been marked: end the trial with that; what follows is another trial"
        case .reliefNotMarked: return "relief has not been marked"
        case .ceilingNotReached(let ceiling): return "the ceiling, \(ceiling), has not been reached"
        }
    }
}
