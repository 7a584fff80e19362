// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A single bolus as it is asked for.
@frozen public struct BolusOrder: Hashable, Sendable, BitwiseCopyable {
    /// The ledger's number for it.
    public let identifier: Int64
    public let volume: Volume
    /// The wanted duration; a clamp at the maximum rate lengthens it.
    public let duration: Duration

    @inlinable @_noAllocation @_noLocks
    public init(identifier: Int64, volume: Volume, duration: Duration) {
        self.identifier = identifier
        self.volume = volume
        self.duration = duration
    }
}
