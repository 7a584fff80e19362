// SPDX-License-Identifier: Apache-2.0
import Quantities

extension TrialPlan {
    /// The trial that a therapy file prescribes; nil where it prescribes none.
    public init?(of prescription: Prescription) {
        switch prescription.trial {
        case .singleInjection(let injection):
            self = .singleInjection(
                dose: injection.dose, duration: injection.duration, observation: injection.observation)
        case .multipleInjections(let injection, let doses, let interval):
            self = .multipleInjections(
                doses: Array(repeating: injection.dose, count: doses), duration: injection.duration, interval: interval)
        case .continuous:
            guard case .staircase(let staircase) = prescription.infusion else { return nil }
            let rates = staircase.rates
            self = .continuous(
                start: rates.start, step: rates.step, interval: rates.interval, ceiling: rates.ceiling,
                limit: rates.limit)
        case nil: return nil
        }
    }

    /// How long each injection takes; nil in a continuous trial.
    public var injectionDuration: Duration? {
        switch self {
        case .singleInjection(_, let duration, _), .multipleInjections(_, let duration, _): return duration
        case .continuous: return nil
        }
    }
}
