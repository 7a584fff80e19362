// SPDX-License-Identifier: Apache-2.0

/// How far a guided refill has come.
public enum RefillStageWord: String, Codable, Sendable, Hashable, CaseIterable {
    case begun
    case aspirated
    case filled
}
