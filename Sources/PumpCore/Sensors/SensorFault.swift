// SPDX-License-Identifier: Apache-2.0

/// What can be wrong with a sensor's readings.
@frozen public enum SensorFault: Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// None has come for too long.
    case stale
    /// The same number again and again, where noise should move it.
    case stuck
    /// Beyond what the sensor can measure.
    case outOfRange
    /// A change that what is measured cannot make.
    case implausible

    /// The position of the case in its declaration. Not for storage: records use names.
    var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

    // The equality that the compiler derives is invisible to its performance analysis from another file.
    @_noAllocation @_noLocks
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    @_noAllocation @_noLocks
    public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
}
