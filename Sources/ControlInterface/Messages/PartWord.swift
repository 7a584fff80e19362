// SPDX-License-Identifier: Apache-2.0

/// A part of the rig that wears and is replaced.
public enum PartWord: String, Codable, Sendable, Hashable, CaseIterable {
    case tube
    case battery
}
