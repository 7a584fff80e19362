// SPDX-License-Identifier: Apache-2.0
import Quantities

/// When something went into the record, by every clock there is. The ledger has no clock of its own.
public struct LedgerTime: Hashable, Sendable {
    /// CLOCK_MONOTONIC.
    public var monotonic: Instant
    /// CLOCK_BOOTTIME: within one boot its differences are elapsed time, suspension included.
    public var boottime: Instant
    /// CLOCK_REALTIME, since 1970.
    public var wall: Instant
    /// What tells one start of the machine from the next, as the kernel writes it.
    public var bootId: String
    /// Whether the kernel held the wall clock to be synchronised.
    public var clockIsSynchronised: Bool

    public init(monotonic: Instant, boottime: Instant, wall: Instant, bootId: String, clockIsSynchronised: Bool) {
        self.monotonic = monotonic
        self.boottime = boottime
        self.wall = wall
        self.bootId = bootId
        self.clockIsSynchronised = clockIsSynchronised
    }
}
