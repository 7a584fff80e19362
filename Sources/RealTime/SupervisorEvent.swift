// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What the supervisor thread has done to the lines that only it writes.
@frozen public struct SupervisorEvent: Sendable, BitwiseCopyable, Hashable {
    @frozen public enum Kind: Hashable, Sendable, BitwiseCopyable {
        case enabled
        case disabled
        /// ENABLE is off until it is reset.
        case tripped(RigInputs.SupervisorReport)
        case reset
    }

    /// CLOCK_MONOTONIC.
    public let at: Instant
    public let kind: Kind

    @inlinable @_noAllocation @_noLocks
    public init(at: Instant, kind: Kind) {
        self.at = at
        self.kind = kind
    }
}
