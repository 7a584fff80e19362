// SPDX-License-Identifier: Apache-2.0

/// What became of a bolus, in the interfaces' words.
public enum BolusStateWord: String, Codable, Sendable, Hashable, CaseIterable {
    /// On record; the pump has not said that it began.
    case ordered
    /// Begun, or waiting for a demand bolus to end.
    case running
    case completed
    case cancelled
    case stopped
    /// A dose window was full.
    case limited
    /// A crash cut it short.
    case interrupted
    /// The pump did not take it: nothing was delivered.
    case refused
}
