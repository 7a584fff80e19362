// SPDX-License-Identifier: Apache-2.0

/// Where figures of wake-up latency come from.
public enum LatencySourceWord: String, Codable, Sendable, Hashable, CaseIterable {
    /// The daemon's own record since its start.
    case record
    /// A measurement made for the purpose.
    case measurement
}
