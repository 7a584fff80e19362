// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// The wires between a daemon and a simulated rig in another process, as they lie in the file that both have mapped.
///
/// Each pulse is one addition to one counter, so that a process which is killed has made it or has not. New fields go to
/// the end, and anything else is a new ``version``.
struct LineCells: ~Copyable {
    /// “CISLINES” as it reads in the file.
    static let magic: Int64 = 0x5345_4E49_4C53_4943
    static let version: Int64 = 2

    /// Written last: a file that bears it is complete.
    let magic = Atomic<Int64>(0)
    let version = Atomic<Int64>(0)
    /// The first 64 bits of the rig file's digest.
    let rigFile = Atomic<UInt64>(0)
    /// CLOCK_MONOTONIC at which the rig's own clock read the same.
    let origin = Atomic<Int64>(0)
    /// Rig seconds a real second.
    let speed = Atomic<Int64>(0)
    let rigProcess = Atomic<Int64>(0)
    /// CLOCK_MONOTONIC when the rig last looked at its lines.
    let aliveAt = Atomic<Int64>(0)

    // Written by the daemon.
    /// Pulses that came with the driver energised.
    let forwardPulses = Atomic<Int64>(0)
    let reversePulses = Atomic<Int64>(0)
    /// Pulses that came with the driver off: the rotor does not move.
    let lostPulses = Atomic<Int64>(0)
    /// 1 for energised.
    let enable = Atomic<Int64>(0)
    let heartbeat = Atomic<Int64>(0)
    let heartbeatEdges = Atomic<Int64>(0)

    // Written by the rig.
    /// Odd while a sample is being written; each sample has a number of its own.
    let sampleTurn = Atomic<Int64>(0)
    let pressurePascals = Atomic<Int64>(0)
    let rotorCounts = Atomic<Int64>(0)
    /// ``forwardPulses`` at the latest index mark; -1 before the first.
    let indexAt = Atomic<Int64>(-1)
    /// Input lines that are asserted, one bit each as ``SimulatedInput`` says.
    let inputs = Atomic<UInt16>(0)
    /// Pulses that the rotor has followed.
    let followedForward = Atomic<Int64>(0)
    let followedReverse = Atomic<Int64>(0)
    let pumpedPicoliters = Atomic<Int64>(0)
    let deliveredPicoliters = Atomic<Int64>(0)
    /// Of the sample: the pulses that the rotor had followed, forward less reverse, and the readings of the slow sensors,
    /// each with the number of its reading, 0 before the first.
    let sampledPulses = Atomic<Int64>(0)
    let inlet = ReadingCell()
    let level = ReadingCell()
    let outflow = ReadingCell()
    let temperature = ReadingCell()
    let supply = ReadingCell()
    /// Input lines that a fault holds asserted, and such that it holds back.
    let heldOn = Atomic<UInt16>(0)
    let heldOff = Atomic<UInt16>(0)
    /// 0 where the pressure, or the rotor's count, did not come with the sample.
    let hasPressure = Atomic<Int64>(0)
    let hasRotor = Atomic<Int64>(0)

    // Written by the daemon.
    /// What is to be wrong with the rig.
    let faults = FaultCells()

    struct ReadingCell: ~Copyable, Sendable {
        let number = Atomic<Int64>(0)
        let value = Atomic<Int64>(0)
    }
}
