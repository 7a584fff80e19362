// SPDX-License-Identifier: Apache-2.0

/// Whose bolus it is, in the interfaces' words.
public enum BolusKindWord: String, Codable, Sendable, Hashable, CaseIterable {
    /// An operator's.
    case single
    /// The patient's.
    case demand
    /// Fills pump path and catheter.
    case prime
}
