// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Programmer.SetClock`.
public struct SetClockReply: Codable, Sendable, Equatable {
    /// Nil where the clock was unknown.
    public var before: String?
    public var shows: String

    public init(before: String? = nil, shows: String) {
        self.before = before
        self.shows = shows
    }
}
