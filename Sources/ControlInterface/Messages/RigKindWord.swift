// SPDX-License-Identifier: Apache-2.0

/// What moves the drop.
public enum RigKindWord: String, Codable, Sendable, Hashable, CaseIterable {
    case simulated
    case gpio
}
