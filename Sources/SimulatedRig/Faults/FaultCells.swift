// SPDX-License-Identifier: Apache-2.0
import Quantities
import RigFile
import Synchronization

/// What is wrong with a simulated rig by command: written by whoever may, read by the rig's thread; at a fixed address.
struct FaultCells: ~Copyable, Sendable {
    struct Cell: ~Copyable, Sendable {
        /// Counts the orders; odd while one is written.
        let turn = Atomic<Int64>(0)
        let amount = Atomic<UInt64>(0)
        /// Nanoseconds.
        let ramp = Atomic<Int64>(0)
        let duration = Atomic<Int64>(0)
        let period = Atomic<Int64>(0)
    }

    /// Counts what was written anywhere.
    let turn = Atomic<Int64>(0)
    private let cells = InlineArray<74, Cell> { _ in Cell() }

    /// Shows the rig what is wanted; nil ends the fault. For one thread at a time.
    func write(_ slot: Int, _ order: FaultOrder?) {
        let began = cells[slot].turn.load(ordering: .relaxed)
        cells[slot].turn.store(began + 1, ordering: .sequentiallyConsistent)
        cells[slot].amount.store((order?.amount ?? 0).bitPattern, ordering: .sequentiallyConsistent)
        cells[slot].ramp.store(order?.ramp.nanoseconds ?? 0, ordering: .sequentiallyConsistent)
        // None lasts for ever.
        cells[slot].duration.store(order?.duration?.nanoseconds ?? .max, ordering: .sequentiallyConsistent)
        cells[slot].period.store(order?.period?.nanoseconds ?? 0, ordering: .sequentiallyConsistent)
        cells[slot].turn.store(began + 2, ordering: .sequentiallyConsistent)
        turn.wrappingAdd(1, ordering: .releasing)
    }

    /// Picolitres that somebody has filled the reservoir up to, and how often that was.
    let filled = Atomic<Int64>(0)
    let fills = Atomic<Int64>(0)

    func fill(_ volume: Volume) {
        filled.store(volume.picoliters, ordering: .sequentiallyConsistent)
        fills.wrappingAdd(1, ordering: .releasing)
    }

    /// What was wanted since `turn` of this slot; nil where that is nothing new, or is just being written.
    @_noAllocation @_noLocks
    func read(_ slot: Int, since known: Int64) -> (turn: Int64, state: FaultState)? {
        let turn = cells[slot].turn.load(ordering: .sequentiallyConsistent)
        guard turn != known, turn & 1 == 0 else { return nil }
        var state = FaultState()
        state.amount = Double(bitPattern: cells[slot].amount.load(ordering: .sequentiallyConsistent))
        state.ramp = Double(cells[slot].ramp.load(ordering: .sequentiallyConsistent)) * 1e-9
        let duration = cells[slot].duration.load(ordering: .sequentiallyConsistent)
        state.end = duration == .max ? .infinity : Double(duration) * 1e-9
        state.period = Double(cells[slot].period.load(ordering: .sequentiallyConsistent)) * 1e-9
        guard cells[slot].turn.load(ordering: .sequentiallyConsistent) == turn else { return nil }
        return (turn, state)
    }
}
