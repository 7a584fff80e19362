// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Everything that somebody wants of the core: the third side of the seam.
@frozen public enum Command: Hashable, Sendable, BitwiseCopyable {
    /// The ledger holds a durable reservation up to this forward odometer (never less than before).
    case grant(StepCount)
    /// Takes the program in a slot that the caller owns; the slot is free again with the outcome.
    case commit(slot: UInt8)
    /// Begins the program, or goes on with it from the safe rate.
    case resume
    case stop(StopOrigin)
    case bolus(BolusOrder)
    case cancelBolus(identifier: Int64)
    /// Moves the pump clock: nanoseconds since 1970-01-01 00:00 as it is to show them.
    case setClock(Int64)
    /// Somebody says that pump path and catheter hold no drug (true), or that nobody knows what they hold.
    case declarePath(isFree: Bool)
    /// Relief in a continuous trial: the rate stays as it is.
    case holdStaircase
    /// The guided refill: no forward motion until it ends.
    case beginRefill
    case endRefill
    case acknowledge(Condition)
    /// The outcome of a self-test, the first of which ends the state of that name (BR-S01).
    case selfTest(SelfTestReport)
    /// Leaves `failed` after a passing self-test.
    case clearFailure(SelfTestReport)
    /// A condition that others than the core find: its cause came or went.
    case report(Condition, isPresent: Bool)

    /// Who stopped the pump.
    @frozen public enum StopOrigin: Hashable, Sendable, BitwiseCopyable {
        case operatorCall
        case stopInput
        case shutdown

        /// The position of the case in its declaration. Not for storage: records use names.
        var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

        // The equality that the compiler derives is invisible to its performance analysis from another file.
        @_noAllocation @_noLocks
        public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
        @_noAllocation @_noLocks
        public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
    }
}
