// SPDX-License-Identifier: Apache-2.0

/// Takes the bouncing out of a line by the times of its edges: a level counts once it has lasted for the period.
///
/// Times are nanoseconds of one clock. With a period of 0 each level counts at once, as where the kernel debounces.
struct Debouncer: Sendable, BitwiseCopyable {
    /// What counts.
    private(set) var level: Bool
    /// What the line is at now.
    private var raw: Bool
    /// Since when.
    private var since: Int64
    private let period: Int64

    @_noAllocation @_noLocks
    init(period: Int64, level: Bool) {
        self.period = period
        self.level = level
        raw = level
        since = 0
    }

    /// Takes in an edge; true if the level that counts rose by it, or had risen before it. An edge to where the line is
    /// already is one that a look at the line has told before.
    @_noAllocation @_noLocks
    mutating func edge(to raw: Bool, at time: Int64) -> Bool {
        let rose = settle(at: time)
        guard raw != self.raw else { return rose }
        self.raw = raw
        since = Swift.max(since, time)
        // With a period of 0 it counts now. Only one of the two can be a rise.
        return settle(at: since) || rose
    }

    /// Lets time pass; true if the level that counts rose.
    @_noAllocation @_noLocks
    mutating func settle(at time: Int64) -> Bool {
        guard raw != level, time - since >= period else { return false }
        level = raw
        return level
    }

    /// When the level may change without an edge; `Int64.max` for never.
    var deadline: Int64 {
        @_noAllocation @_noLocks get { raw == level ? .max : since + period }
    }
}
