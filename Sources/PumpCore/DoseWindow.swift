// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A span of time over which the dose is bounded.
@frozen public enum DoseWindow: Hashable, Sendable, BitwiseCopyable, CaseIterable {
    case hour
    case day
    /// The demand bolus's own.
    case demand

    /// The position of the case in its declaration. Not for storage: records use names.
    var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

    /// The window of a position; nil beyond the last.
    @_noAllocation @_noLocks
    init?(code: UInt8) {
        guard code <= DoseWindow.demand.code else { return nil }
        self = unsafeBitCast(code, to: DoseWindow.self)
    }

    // The equality that the compiler derives is invisible to its performance analysis from another file.
    @_noAllocation @_noLocks
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    @_noAllocation @_noLocks
    public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
}
