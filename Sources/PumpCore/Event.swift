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
    /// A demand bolus took precedence; so much is left and comes when that has ended (BR-D06).
    case bolusPreempted(identifier: Int64, remaining: Volume)
    case bolusResumed(identifier: Int64, remaining: Volume)
    case bolusEnded(identifier: Int64, delivered: Volume, BolusEnd)
    case conditionRaised(Condition)
    case conditionAcknowledged(Condition)
    case conditionCleared(Condition)
    /// Time in which nothing was delivered and that is not caught up.
    case forfeited(from: Instant, to: Instant, Forfeit)
    /// The background of the program changed by the program itself.
    case rateChanged(FlowRate)
    /// A periodic dose began.
    case periodicDose
    /// The path holds the old mixture no more; the program's mode begins.
    case bridgeEnded
    /// A window is full: the drug in the slot would exceed its ceiling.
    case doseLimited(DoseWindow, slot: UInt8)
    /// The pump clock was moved: what it showed, and what it shows.
    case clockSet(before: Int64?, after: Int64)
    case pathDeclared(isFree: Bool, at: Volume)
    /// From this forward volume on the reservoir gives the mixture of the program.
    case mixtureEntered(at: Volume)
    /// Relief was marked at this rate.
    case staircaseHeld(FlowRate)
    /// The patient button went down.
    case buttonPressed
    /// What the pressure says of the line, what it was, and what was pumped since nothing was suspected.
    case lineFound(LineWatch.Finding, pressure: Pressure, since: Volume)
    /// A sensor is not to be believed, and why.
    case sensorFailed(Sensor, SensorFault)
    case sensorRecovered(Sensor)
    /// The rotor did not follow; so much may not have been delivered.
    case stalled(lost: Volume)
    /// It follows again; so much may have been lost in all.
    case stallRecovered(lost: Volume)
    /// What a sensor says of the volume that moved, against what was commanded, since when.
    case deliveryFound(Sensor, measured: Volume, commanded: Volume, since: Instant)
    case phaseFound(fullStep: Int64)
    case selfTested(SelfTestReport)
    /// An internal check did not hold: the pump failed because of it.
    case invariantBroken(Invariant)

    @frozen public enum Cause: Hashable, Sendable, BitwiseCopyable {
        case command
        case stop(Command.StopOrigin)
        case condition(Condition)
        case pauseLimit
        /// What was begun has come to its end: a prime, a trial's time.
        case ended
        /// It took longer than it may.
        case timeLimit
        case selfTest
        case invariant
    }

    @frozen public enum BolusEnd: Hashable, Sendable, BitwiseCopyable {
        case completed, cancelled, stopped
        /// A dose window was full.
        case limited

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
        /// A dose window was full, at the safe rate.
        case doseLimit
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
