// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What faults do to the physics.
extension SimulatedModel {
    /// The deepest vacuum that a head can draw, in pascals.
    private static var deepestVacuum: Double { @_noAllocation @_noLocks get { 90_000 } }

    /// Begins what script and commands want by now.
    @_noAllocation @_noLocks
    mutating func follow(_ cells: borrowing FaultCells) {
        if faults.follow(cells, at: seconds) { fail(for: 0) }
        let now = cells.fills.load(ordering: .acquiring)
        guard now != fills else { return }
        fills = now
        reservoir = Double(cells.filled.load(ordering: .sequentiallyConsistent))
    }

    @_noAllocation @_noLocks
    func amount(_ slot: Int) -> Double { faults.amount(slot, at: seconds) }

    /// What is wrong for the next `span` seconds.
    @_noAllocation @_noLocks
    mutating func fail(for span: Double) {
        failLine()
        far.lie(outside: amount(FaultSlot.dislodgement) > 0, line: &line)
        if amount(FaultSlot.empty) > 0 { reservoir = 0 }
        // Only a closed or empty reservoir leaves a vacuum.
        if amount(FaultSlot.upstreamOcclusion) == 0, reservoir > 0 { vacuum = 0 }
        // A microlitre an hour is a million picolitres in 3,600 seconds.
        let run = Swift.min(amount(FaultSlot.freeFlow) * 1e6 / 3_600 * span, reservoir)
        if run > 0 {
            reservoir -= run
            line.push(run)
        }
        guard !isHeld else { return }
        ownTurn += amount(FaultSlot.backDrive) * Double(pulsesPerRevolution) / 3_600 * span
        while ownTurn >= 1 {
            ownTurn -= 1
            _ = turn(isForward: false)
        }
    }

    @_noAllocation @_noLocks
    private mutating func failLine() {
        let open = 1 / parameters.resistance
        let isOff = amount(FaultSlot.disconnection) > 0
        let closed = Swift.min(1, amount(FaultSlot.occlusion))
        let conductance = isOff ? 0 : open * (1 - closed)
        // Off the pump nothing holds the pressure: a hundredth of the catheter's resistance.
        let leak = isOff ? 100 * open : open * amount(FaultSlot.leak)
        let compliance = parameters.compliance * (1 + amount(FaultSlot.air))
        if compliance != line.compliance { line.set(compliance: compliance) }
        if conductance != line.conductance || leak != line.leakConductance {
            line.set(conductance: conductance, leak: leak)
        }
    }

    /// Whether the next pulse does not move the rotor.
    @_noAllocation @_noLocks
    mutating func isStuck() -> Bool {
        guard faults.isTroubled else { return false }
        if amount(FaultSlot.stall) > 0 { return true }
        let share = amount(FaultSlot.lostSteps)
        return share > 0 && chance.uniform() < share
    }

    /// What the head really takes from the reservoir, of a volume that it should; negative for back into it.
    @_noAllocation @_noLocks
    mutating func draw(_ volume: Double) -> Double {
        guard faults.isTroubled else {
            let moved = volume > 0 ? Swift.min(volume, reservoir) : volume
            reservoir -= moved
            return moved
        }
        var moved = volume * (1 - Swift.min(1, amount(FaultSlot.wear)))
        let slip = amount(FaultSlot.slip) * Swift.max(0, line.pressure) / 100_000
        if moved > 0 { moved *= Swift.max(0, 1 - slip) }
        guard amount(FaultSlot.upstreamOcclusion) > 0, moved > 0 else {
            moved = moved > 0 ? Swift.min(moved, reservoir) : moved
            reservoir -= moved
            return moved
        }
        // The tube between gives what it holds, less and less.
        moved *= Swift.max(0, 1 - vacuum / Self.deepestVacuum)
        vacuum += moved / parameters.inletCompliance
        return moved
    }

    /// Input lines that something holds, of those that are asserted.
    @_noAllocation @_noLocks
    mutating func show(_ asserted: UInt16) -> UInt16 {
        guard faults.isTroubled else { return asserted }
        var shown = asserted
        if amount(FaultSlot.air) > 0 { shown |= 4 }
        var place = 0
        while place < 5 {
            if amount(FaultSlot.first(ofInput: place)) > 0 { shown |= 1 << UInt16(place) }
            if amount(FaultSlot.first(ofInput: place) + 1) > 0 { shown &= ~(1 << UInt16(place)) }
            place += 1
        }
        return shown
    }
}
