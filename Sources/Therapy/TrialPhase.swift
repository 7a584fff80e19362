// SPDX-License-Identifier: Apache-2.0

/// Where a trial stands.
public enum TrialPhase: Hashable, Sendable {
    /// Not begun: scores and notes may be taken already.
    case planned
    case running
    /// An injection was asked for, and what came of it is not known yet.
    case doseUnderWay
    case ended(TrialOutcome)
}
