// SPDX-License-Identifier: Apache-2.0

/// What was delivered on a day in UTC.
public struct RunDay: Codable, Hashable, Sendable {
    /// `2026-11-21`.
    public var day: String
    /// Picolitres.
    public var delivered: RunInterval
    /// What the rate came to, in picolitres.
    public var asked: Int64
    /// Minutes of pump time on record.
    public var minutes: Int64
}
