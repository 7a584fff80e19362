// SPDX-License-Identifier: Apache-2.0

/// How many wake-ups were late by so much.
public struct LatencyBandMessage: Codable, Sendable, Equatable {
    /// The band's upper end, which belongs to it; nil for the last, which has none.
    public var upToNanoseconds: Int64?
    public var count: Int64
    /// Of all wake-ups, in parts per million.
    public var shareMicro: Int64

    public init(upToNanoseconds: Int64? = nil, count: Int64, shareMicro: Int64) {
        self.upToNanoseconds = upToNanoseconds
        self.count = count
        self.shareMicro = shareMicro
    }
}
