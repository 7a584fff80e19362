// SPDX-License-Identifier: Apache-2.0

/// A step of the guided refill, as it is asked for.
public enum RefillStepWord: String, Codable, Sendable, Hashable, CaseIterable {
    case begin
    case aspirated
    case fill
    case commit
    case abandon
}
