// SPDX-License-Identifier: Apache-2.0
import Quantities

/// When demand boluses began and ended, by pump time: what lockout and count are judged by. A restart keeps it.
public struct DemandHistory: Sendable, BitwiseCopyable {
    /// The latest first; the oldest go.
    private var starts = InlineArray<48, Int64>(repeating: .min)
    public private(set) var lastEnd: Instant?

    @_noAllocation @_noLocks
    public init() {}

    /// As it was before: starts with the latest first.
    public init(starts: [Instant], lastEnd: Instant?) {
        for (index, start) in starts.prefix(DemandRules.mostPerDay).enumerated() {
            self.starts[index] = start.nanoseconds
        }
        self.lastEnd = lastEnd
    }

    /// The start of a dose, the latest at 0; nil where there were not so many.
    @_noAllocation @_noLocks
    public func start(_ ago: Int) -> Instant? {
        guard ago < DemandRules.mostPerDay, starts[ago] != .min else { return nil }
        return Instant(nanoseconds: starts[ago])
    }

    @_noAllocation @_noLocks
    public mutating func begin(at pumpTime: Instant) {
        var index = DemandRules.mostPerDay - 1
        while index > 0 {
            starts[index] = starts[index - 1]
            index -= 1
        }
        starts[0] = pumpTime.nanoseconds
    }

    @_noAllocation @_noLocks
    public mutating func end(at pumpTime: Instant) { lastEnd = pumpTime }

    /// Until when the lockout holds; nil where it does not. One under way holds as if it ended now.
    @_noAllocation @_noLocks
    public func lockedOut(at pumpTime: Instant, by rules: DemandRules) -> Instant? {
        guard let start = start(0) else { return nil }
        var from = start
        if rules.lockoutIsFromEnd {
            if let lastEnd, lastEnd >= start { from = lastEnd } else { from = pumpTime }
        }
        let until = from + rules.lockout
        return until > pumpTime ? until : nil
    }

    /// When the count of 24 hours lets another one begin; nil where it does so now.
    @_noAllocation @_noLocks
    public func countIsFull(at pumpTime: Instant, by rules: DemandRules) -> Instant? {
        // The one that must have left the 24 hours before another may begin.
        guard let start = start(rules.perDay - 1) else { return nil }
        let until = start + .day
        return until > pumpTime ? until : nil
    }

    /// How many began in the 24 hours up to now.
    @_noAllocation @_noLocks
    public func count(at pumpTime: Instant) -> Int {
        var count = 0
        while let start = start(count), start + .day > pumpTime { count += 1 }
        return count
    }
}
