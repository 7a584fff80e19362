// SPDX-License-Identifier: Apache-2.0
import Quantities

/// How much time went by between two entries of the record, by what can be known of it.
public struct ElapsedTime: Hashable, Sendable {
    /// Both are of one start of the machine: the boot-time clock tells the gap exactly.
    public let isOneBoot: Bool
    /// What counts for lockouts, dose windows, periodic intervals and the end of the battery. Across boots nothing.
    public let known: Duration
    /// How far the pump clock has gone on; nil where nobody knows, and it must be set again.
    public let clock: Duration?
    /// What counts for conditions that only warn; nil where nobody knows, and what they wait for has come.
    public let warning: Duration?

    /// - Parameter trustWallClock: The rig file says that the wall clock is to be believed across boots. It is where the
    ///   kernel held it to be synchronised before and after.
    public init(from last: LedgerTime, to now: LedgerTime, trustWallClock: Bool) {
        let gap = Self.difference(from: last.boottime, to: now.boottime)
        if let gap, last.bootId == now.bootId, last.bootId != Self.unknownBoot {
            self.init(isOneBoot: true, known: gap, clock: gap, warning: gap)
        } else {
            let wall = Self.difference(from: last.wall, to: now.wall)
            let isTrusted = trustWallClock && last.clockIsSynchronised && now.clockIsSynchronised
            self.init(isOneBoot: false, known: .zero, clock: isTrusted ? wall : nil, warning: wall)
        }
    }

    private init(isOneBoot: Bool, known: Duration, clock: Duration?, warning: Duration?) {
        self.isOneBoot = isOneBoot
        self.known = known
        self.clock = clock
        self.warning = warning
    }

    /// What stands for the boot where the kernel does not tell it: no two of those are the same.
    private static let unknownBoot = "unknown"

    /// Nil where the clock went back, or further than any clock does.
    private static func difference(from last: Instant, to now: Instant) -> Duration? {
        let (gap, overflow) = now.nanoseconds.subtractingReportingOverflow(last.nanoseconds)
        return overflow || gap < 0 ? nil : Duration(nanoseconds: gap)
    }
}
