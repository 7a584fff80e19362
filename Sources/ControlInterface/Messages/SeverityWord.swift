// SPDX-License-Identifier: Apache-2.0

/// How much an event matters.
public enum SeverityWord: String, Codable, Sendable, Hashable, CaseIterable {
    case information
    case low
    case medium
    case high
}
