// SPDX-License-Identifier: Apache-2.0

/// Lets through so many calls a second on average, and as many at once after a second of rest.
struct RateLimit {
    private static let second: UInt64 = 1_000_000_000

    private let cost: UInt64
    /// Nanoseconds saved up, at most a second.
    private var credit = second
    private var last: UInt64

    /// - Parameter now: Nanoseconds of a clock that never goes back.
    init(perSecond: Int, now: UInt64) {
        precondition(perSecond > 0)
        cost = Self.second / UInt64(perSecond)
        last = now
    }

    /// Whether a call may pass now; if so it is counted.
    mutating func take(now: UInt64) -> Bool {
        let elapsed = now > last ? now - last : 0
        credit = min(Self.second, credit + min(elapsed, Self.second))
        last = max(last, now)
        guard credit >= cost else { return false }
        credit -= cost
        return true
    }
}
