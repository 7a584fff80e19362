// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The strokes that the emitter has in hand: the one in motion and one joined to it.
struct Motion: Sendable, BitwiseCopyable {
    struct InFlight: Sendable, BitwiseCopyable {
        let stroke: Stroke
        /// The forward odometer at which it ends.
        let end: Int64
        /// The bolus that it was begun for; 0 for none.
        let bolus: Int64
        /// The part of its volume that is the bolus's, in the integral's unit.
        let bolusShare: Int128
    }

    private(set) var first: InFlight?
    private(set) var second: InFlight?
    /// Where the rotor will stand when all of it is made.
    var rotor: Rotor
    /// The forward odometer then.
    private(set) var end: Int64
    /// What ``first`` has delivered so far.
    var deliveredOfFirst: Int64 = 0

    @_noAllocation @_noLocks
    init(rotor: Rotor, odometer: Int64) {
        self.rotor = rotor
        end = odometer
    }

    var isIdle: Bool { @_noAllocation @_noLocks get { first == nil } }

    /// Whether a stroke in hand was begun for this bolus.
    @_noAllocation @_noLocks
    func holds(bolus identifier: Int64) -> Bool {
        if let first, first.bolus == identifier { return true }
        if let second, second.bolus == identifier { return true }
        return false
    }

    var isFull: Bool { @_noAllocation @_noLocks get { second != nil } }

    @_noAllocation @_noLocks
    mutating func append(_ stroke: Stroke, bolus: Int64, bolusShare: Int128, rotorAfter: Rotor) {
        precondition(second == nil)
        end += stroke.pulses.pulses
        rotor = rotorAfter
        let inFlight = InFlight(stroke: stroke, end: end, bolus: bolus, bolusShare: bolusShare)
        if first == nil {
            first = inFlight
            deliveredOfFirst = 0
        } else {
            second = inFlight
        }
    }

    @_noAllocation @_noLocks
    mutating func removeFirst() {
        first = second
        second = nil
        deliveredOfFirst = 0
    }

    /// Everything was given up where the rotor stands now.
    @_noAllocation @_noLocks
    mutating func reset(rotor: Rotor, odometer: Int64) {
        first = nil
        second = nil
        deliveredOfFirst = 0
        self.rotor = rotor
        end = odometer
    }
}
