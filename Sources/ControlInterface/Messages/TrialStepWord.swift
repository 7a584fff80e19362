// SPDX-License-Identifier: Apache-2.0

/// What can be done in a trial.
public enum TrialStepWord: String, Codable, Sendable, Hashable, CaseIterable {
    case start
    case dose
    case score
    case sideEffect
    case note
    case relief
    case end
}
