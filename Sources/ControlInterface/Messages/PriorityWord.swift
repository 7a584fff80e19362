// SPDX-License-Identifier: Apache-2.0

/// The urgency of a condition, in the interfaces' words.
public enum PriorityWord: String, Codable, Sendable, Hashable, CaseIterable {
    case low
    case medium
    case high
}
