// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// What the simulated rig's threads write of the truth; at a fixed address, so that the real-time thread counts no
/// references.
struct TruthCells: ~Copyable, Sendable {
    /// Whether the driver is energised, as the supervisor's line says.
    let isEnabled = Atomic<Bool>(false)
    let heartbeatEdges = Atomic<Int64>(0)
    let heartbeatLevel = Atomic<Bool>(false)
    let pulses = Atomic<Int64>(0)
    let lostPulses = Atomic<Int64>(0)
    let deliveredPicoliters = Atomic<Int64>(0)
    let pumpedPicoliters = Atomic<Int64>(0)
    /// What is wrong with the rig by command.
    let faults = FaultCells()
    /// Input lines that the outside asserts, one bit each as ``SimulatedInput`` says.
    let inputs = Atomic<UInt16>(0)
}
