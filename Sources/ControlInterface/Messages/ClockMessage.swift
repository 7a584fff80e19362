// SPDX-License-Identifier: Apache-2.0

/// The pump clock.
public struct ClockMessage: Codable, Sendable, Equatable {
    public var known: Bool
    /// As `2026-11-23 06:30:05`; nil while the clock is unknown.
    public var shows: String?
    /// In English; nil while the clock is unknown.
    public var weekday: String?
    /// Of the machine's civil time at the clock's offset; nil while the clock is unknown.
    public var aheadSeconds: Int64?
    /// East of UTC; nil while the clock was never set.
    public var offsetSeconds: Int64?

    public init(
        known: Bool, shows: String? = nil, weekday: String? = nil, aheadSeconds: Int64? = nil,
        offsetSeconds: Int64? = nil
    ) {
        self.known = known
        self.shows = shows
        self.weekday = weekday
        self.aheadSeconds = aheadSeconds
        self.offsetSeconds = offsetSeconds
    }
}
