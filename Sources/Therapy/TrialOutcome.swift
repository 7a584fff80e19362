// SPDX-License-Identifier: Apache-2.0

/// How a trial ended.
public enum TrialOutcome: String, Codable, Hashable, Sendable, CaseIterable {
    case relief
    case noRelief = "no-relief"
    /// Somebody ended it for another reason.
    case abandoned
    /// A continuous trial reached its highest rate without relief.
    case ceiling
    /// A continuous trial lasted as long as it may.
    case timeUp = "time-up"
}
