// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The states of the pump. What leads from one to another is in ``PumpState/mayBecome(_:)`` and nowhere else.
@frozen public enum PumpState: Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// Start-up checks; no motion (BR-S01).
    case selfTest
    /// At rest, latched; the state after every start.
    case stopped
    /// The program runs.
    case delivering
    /// At rest by a condition that can clear.
    case paused
    /// Reverse movement after an occlusion.
    case releasing
    /// Prime rate, bounded in volume and time.
    case priming
    /// Guided refill; no forward motion.
    case refilling
    /// Calibration and tests, moves by explicit amounts.
    case servicing
    /// Internal inconsistency or failed self-test; the driver is safe.
    case failed

    /// Whether the table of states has this transition (BR-F05). Anything else that the core finds itself doing is a bug
    /// of ours and ends in ``failed``.
    @_noAllocation @_noLocks
    public func mayBecome(_ next: PumpState) -> Bool {
        switch (self, next) {
        case (_, .failed): return self != .failed
        case (.selfTest, .stopped): return true
        case (.stopped, .delivering), (.stopped, .priming), (.stopped, .refilling), (.stopped, .servicing): return true
        case (.delivering, .stopped), (.delivering, .paused), (.delivering, .releasing): return true
        case (.paused, .delivering), (.paused, .stopped): return true
        case (.releasing, .stopped), (.priming, .stopped), (.refilling, .stopped), (.servicing, .stopped): return true
        case (.failed, .stopped): return true
        default: return false
        }
    }

    /// Whether the motor may turn at all in this state.
    public var mayMove: Bool {
        @_noAllocation @_noLocks get {
            switch self {
            case .delivering, .releasing, .priming, .servicing: return true
            case .selfTest, .stopped, .paused, .refilling, .failed: return false
            }
        }
    }

    /// The position of the case in its declaration. Not for storage: records use names.
    var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

    // The equality that the compiler derives is invisible to its performance analysis from another file.
    @_noAllocation @_noLocks
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    @_noAllocation @_noLocks
    public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
}
