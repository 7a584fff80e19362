// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a demand bolus is and when one is granted (BR-D03, BR-D04).
@frozen public struct DemandRules: Hashable, Sendable, BitwiseCopyable {
    public let volume: Volume
    public let duration: Duration
    public let lockout: Duration
    /// The lockout runs from the end of the last dose, not from its start.
    public let lockoutIsFromEnd: Bool
    /// Doses begun in any 24 hours, 1 to ``mostPerDay``.
    public let perDay: Int

    /// As many starts as the core remembers.
    public static var mostPerDay: Int { @_noAllocation @_noLocks get { 48 } }

    @inlinable @_noAllocation @_noLocks
    public init(volume: Volume, duration: Duration, lockout: Duration, lockoutIsFromEnd: Bool, perDay: Int) {
        self.volume = volume
        self.duration = duration
        self.lockout = lockout
        self.lockoutIsFromEnd = lockoutIsFromEnd
        self.perDay = perDay
    }
}
