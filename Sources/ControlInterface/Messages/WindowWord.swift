// SPDX-License-Identifier: Apache-2.0

/// A span of time over which the dose is bounded, in the interfaces' words.
public enum WindowWord: String, Codable, Sendable, Hashable, CaseIterable {
    case hour
    case day
    /// The demand bolus's own.
    case demand
}
