// SPDX-License-Identifier: Apache-2.0
import Quantities
import RigFile
import Synchronization

/// What really happened on a simulated rig, for tests and proofs only. The controller has no way to it.
public final class SimulatedTruth: @unchecked Sendable {
    let cells: UnsafeMutablePointer<TruthCells>

    public init() {
        cells = .allocate(capacity: 1)
        cells.initialize(to: TruthCells())
    }

    deinit {
        cells.deinitialize(count: 1)
        cells.deallocate()
    }

    /// Pulses on the STEP line, whether the rotor followed or not.
    public var pulses: StepCount { StepCount(pulses: cells.pointee.pulses.load(ordering: .acquiring)) }
    /// Pulses that came while the driver was off: the rotor did not move.
    public var lostPulses: StepCount { StepCount(pulses: cells.pointee.lostPulses.load(ordering: .acquiring)) }
    /// What has left the catheter's tip.
    public var delivered: Volume { Volume(picoliters: cells.pointee.deliveredPicoliters.load(ordering: .acquiring)) }
    /// What the head has pushed into the line.
    public var pumped: Volume { Volume(picoliters: cells.pointee.pumpedPicoliters.load(ordering: .acquiring)) }
    public var heartbeatEdges: Int64 { cells.pointee.heartbeatEdges.load(ordering: .acquiring) }
    public var driverIsEnabled: Bool { cells.pointee.isEnabled.load(ordering: .acquiring) }

    /// Begins a fault, in place of one of the same kind. For one thread at a time.
    public func inject(_ order: FaultOrder) { cells.pointee.faults.write(order.fault.slot, order) }

    /// Ends a fault.
    public func end(_ fault: SimulatedFault) { cells.pointee.faults.write(fault.slot, nil) }

    /// Fills the reservoir up to `volume`, as a hand would.
    public func fill(_ volume: Volume) { cells.pointee.faults.fill(volume) }

    /// Asserts or releases an input line, as a hand on the bench would.
    public func set(_ input: SimulatedInput, asserted: Bool) {
        if asserted {
            cells.pointee.inputs.bitwiseOr(input.bit, ordering: .acquiringAndReleasing)
        } else {
            cells.pointee.inputs.bitwiseAnd(~input.bit, ordering: .acquiringAndReleasing)
        }
    }
}
