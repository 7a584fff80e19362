// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Everything that the core has to tell: the fourth side of the seam. An event is never lost: a full ring stops the pump.
@frozen public enum Event: Hashable, Sendable, BitwiseCopyable {
    case stateChanged(from: PumpState, to: PumpState, cause: Cause)
    case outcome(command: Int64, CommandOutcome)
    case granted(StepCount)
    case programLoaded(revision: Int64)
    /// A stroke's account: what it was to be and what it came to (BR-D13).
    case strokeEnded(StrokeAccount)
    case bolusStarted(BolusOrder)
    case bolusEnded(identifier: Int64, delivered: Volume, BolusEnd)
    case conditionRaised(Condition)
    case conditionAcknowledged(Condition)
    case conditionCleared(Condition)
    /// Time in which nothing was delivered and that is not caught up.
    case forfeited(from: Instant, to: Instant, Forfeit)
    case phaseFound(fullStep: Int64)
    case selfTested(SelfTestReport)
    /// An internal check did not hold: the pump failed because of it.
    case invariantBroken(Invariant)

    @frozen public enum Cause: Hashable, Sendable, BitwiseCopyable {
        case command
        case stop(Command.StopOrigin)
        case condition(Condition)
        case pauseLimit
        case selfTest
        case invariant
    }

    @frozen public enum BolusEnd: Hashable, Sendable, BitwiseCopyable {
        case completed, cancelled, stopped

        /// The position of the case in its declaration. Not for storage: records use names.
        var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

        // The equality that the compiler derives is invisible to its performance analysis from another file.
        @_noAllocation @_noLocks
        public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
        @_noAllocation @_noLocks
        public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
    }

    @frozen public enum Forfeit: Hashable, Sendable, BitwiseCopyable {
        /// The real-time thread woke beyond its bound.
        case late
        /// A stroke waited for its grant.
        case noGrant
        /// The motor could not keep up with the program.
        case motorBusy

        /// The position of the case in its declaration. Not for storage: records use names.
        var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

        // The equality that the compiler derives is invisible to its performance analysis from another file.
        @_noAllocation @_noLocks
        public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
        @_noAllocation @_noLocks
        public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
    }

    /// What the core holds against itself at every advance.
    @frozen public enum Invariant: Hashable, Sendable, BitwiseCopyable {
        case odometerWentBack
        case movedWithoutStroke
        case movedBeyondGrant
        case owedOutOfRange
        case transitionOutsideTable

        /// The position of the case in its declaration. Not for storage: records use names.
        var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

        // The equality that the compiler derives is invisible to its performance analysis from another file.
        @_noAllocation @_noLocks
        public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
        @_noAllocation @_noLocks
        public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
    }
}
