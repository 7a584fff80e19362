// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the real-time thread drives: anything that can fill ``RigInputs`` and make STEP pulses is a rig.
///
/// All of it is called on the real-time thread, so a conforming type's methods neither allocate nor lock nor block; they
/// carry the compiler's `@_noAllocation @_noLocks`. ENABLE and heartbeat are not here: they belong to the supervisor
/// (``SafetyLines``).
public protocol Rig: ~Copyable {
    /// A descriptor that becomes readable when an input line changes; -1 where there is none.
    var eventDescriptor: Int32 { get }

    /// When the rig wants to be sampled next, without an edge or an input event (rig clock).
    func nextSample(after now: Instant) -> Instant

    /// Fills in what lines and sensors say at `now`: `lines`, `index`, `pressure`, `rotor`. The rest of the inputs belongs
    /// to the loop and is left alone; `forwardSteps` and `reverseSteps` are those made so far.
    ///
    /// - Parameter wantsReading: The core wants a pressure of now, where the rig can give one.
    mutating func sample(at now: Instant, wantsReading: Bool, into inputs: inout RigInputs)

    /// Sets the direction line; it is set up before the next pulse. False if the line could not be set.
    mutating func setDirection(_ direction: Direction) -> Bool

    /// One whole STEP pulse, in the driver's minimum times. False if the line could not be set: it then counts as made,
    /// since nobody knows.
    mutating func pulse(at now: Instant) -> Bool
}

/// Which way the motor turns.
@frozen public enum Direction: Hashable, Sendable, BitwiseCopyable {
    /// Towards the catheter.
    case forward
    /// Towards the reservoir.
    case reverse

    public var isForward: Bool {
        @_noAllocation @_noLocks
        get {
            switch self {
            case .forward: return true
            case .reverse: return false
            }
        }
    }
}
