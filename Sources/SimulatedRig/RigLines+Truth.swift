// SPDX-License-Identifier: Apache-2.0
import Quantities
import RigFile
import Synchronization

/// What really happened on the rig, for tests and proofs; and the hand on the bench. The controller has no way to it.
extension RigLines {
    public var speed: Int64 { cells.pointee.speed.load(ordering: .relaxed) }
    public var rigProcess: Int64 { cells.pointee.rigProcess.load(ordering: .relaxed) }

    /// Whether the rig has looked at its lines within ``silence``. `now` is CLOCK_MONOTONIC.
    public func rigIsAlive(at now: Instant) -> Bool {
        now - Instant(nanoseconds: cells.pointee.aliveAt.load(ordering: .acquiring)) <= Self.silence
    }

    /// Forward pulses that came with the driver energised: exact at any moment, also of a daemon that was killed.
    public var forwardPulses: StepCount { StepCount(pulses: cells.pointee.forwardPulses.load(ordering: .acquiring)) }
    public var reversePulses: StepCount { StepCount(pulses: cells.pointee.reversePulses.load(ordering: .acquiring)) }
    /// Pulses that came while the driver was off: the rotor did not move.
    public var lostPulses: StepCount { StepCount(pulses: cells.pointee.lostPulses.load(ordering: .acquiring)) }
    public var driverIsEnabled: Bool { cells.pointee.enable.load(ordering: .acquiring) != 0 }
    public var heartbeatEdges: Int64 { cells.pointee.heartbeatEdges.load(ordering: .acquiring) }
    /// Whether the rig has followed every pulse: what it says it pumped is then all of it.
    public var isFollowed: Bool {
        cells.pointee.followedForward.load(ordering: .acquiring) == forwardPulses.pulses
            && cells.pointee.followedReverse.load(ordering: .acquiring) == reversePulses.pulses
    }
    /// What the head has pushed into the line, forward less reverse.
    public var pumped: Volume { Volume(picoliters: cells.pointee.pumpedPicoliters.load(ordering: .acquiring)) }
    /// What has left the catheter's tip.
    public var delivered: Volume { Volume(picoliters: cells.pointee.deliveredPicoliters.load(ordering: .acquiring)) }

    /// Asserts or releases an input line, as a hand on the bench would.
    public func set(_ input: SimulatedInput, asserted: Bool) {
        if asserted {
            cells.pointee.inputs.bitwiseOr(input.bit, ordering: .acquiringAndReleasing)
        } else {
            cells.pointee.inputs.bitwiseAnd(~input.bit, ordering: .acquiringAndReleasing)
        }
    }

    /// Begins a fault, in place of one of the same kind. For one thread at a time.
    public func inject(_ order: FaultOrder) { cells.pointee.faults.write(order.fault.slot, order) }

    /// Ends a fault.
    public func end(_ fault: SimulatedFault) { cells.pointee.faults.write(fault.slot, nil) }

    /// Fills the reservoir up to `volume`, as a hand would.
    public func fill(_ volume: Volume) { cells.pointee.faults.fill(volume) }
}
