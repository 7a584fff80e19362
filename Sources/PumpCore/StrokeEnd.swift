// SPDX-License-Identifier: Apache-2.0
import Quantities

/// How a stroke came to its end.
@frozen public enum StrokeEnd: Hashable, Sendable, BitwiseCopyable {
    /// All pulses were made.
    case completed
    /// Ended before its next edge by a stop, a pause or a failure.
    case halted
    /// Its first edge would have left later than its bound; no pulse was made.
    case refused
    /// An edge was due that could not leave in time.
    case lateEdge
    /// The rotor did not follow.
    case stalled

    /// The position of the case in its declaration. Not for storage: records use names.
    var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

    // The equality that the compiler derives is invisible to its performance analysis from another file.
    @_noAllocation @_noLocks
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    @_noAllocation @_noLocks
    public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
}
