// SPDX-License-Identifier: Apache-2.0

/// Why a demand bolus is not to be had yet.
public enum LockoutCauseWord: String, Codable, Sendable, Hashable, CaseIterable {
    /// The last one was too short a time ago.
    case lockout
    /// As many as 24 hours allow have begun.
    case count
    /// It would exceed what a window of time allows.
    case window
}
