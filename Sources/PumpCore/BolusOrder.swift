// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A bolus as it is asked for.
@frozen public struct BolusOrder: Hashable, Sendable, BitwiseCopyable {
    /// Whose bolus it is.
    @frozen public enum Kind: Hashable, Sendable, BitwiseCopyable, CaseIterable {
        /// An operator's, added to the background.
        case single
        /// The patient's; preempts a single one.
        case demand
        /// Fills pump path and catheter; no background beside it.
        case prime

        /// The position of the case in its declaration. Not for storage: records use names.
        var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

        // The equality that the compiler derives is invisible to its performance analysis from another file.
        @_noAllocation @_noLocks
        public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
        @_noAllocation @_noLocks
        public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
    }

    /// The ledger's number for it.
    public let identifier: Int64
    public let volume: Volume
    /// The wanted duration; a clamp at the maximum rate lengthens it.
    public let duration: Duration
    public let kind: Kind

    @inlinable @_noAllocation @_noLocks
    public init(identifier: Int64, volume: Volume, duration: Duration, kind: Kind = .single) {
        self.identifier = identifier
        self.volume = volume
        self.duration = duration
        self.kind = kind
    }
}
