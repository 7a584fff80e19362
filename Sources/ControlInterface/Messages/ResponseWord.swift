// SPDX-License-Identifier: Apache-2.0

/// What delivery does while a condition stands, in the interfaces' words.
public enum ResponseWord: String, Codable, Sendable, Hashable, CaseIterable {
    case stops
    case pauses
    case rests
    case safeRate
    case continues
}
