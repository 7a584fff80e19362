// SPDX-License-Identifier: Apache-2.0

/// What a look at the machine came to.
public enum VerdictWord: String, Codable, Sendable, Hashable, CaseIterable {
    case good
    case notice
    case bad
    case unknown
}
