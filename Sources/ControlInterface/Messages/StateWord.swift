// SPDX-License-Identifier: Apache-2.0

/// The states of the pump, in the interfaces' words.
public enum StateWord: String, Codable, Sendable, Hashable, CaseIterable {
    case selfTest
    case stopped
    case delivering
    case paused
    case releasing
    case priming
    case refilling
    case servicing
    case failed
}
