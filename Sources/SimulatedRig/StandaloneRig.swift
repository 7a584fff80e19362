// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Synchronization

/// The rig's end of the lines: the physics in a process of its own, which follows what any daemon pulses.
///
/// It reads counters, so it follows every pulse however seldom it looks, but not when within that time it came: pulses of
/// one look move the rotor at once, forward before reverse.
public struct StandaloneRig: ~Copyable {
    private let lines: RigLines
    private let cells: UnsafeMutablePointer<LineCells>
    private var model: SimulatedModel
    private let origin: Instant
    private let speed: Int64
    private var forward: Int64 = 0
    private var reverse: Int64 = 0
    private var turn: Int64 = 0

    /// - Parameters:
    ///   - place: Where the rotor stands, in pulses from the index mark; it is the rig's own secret.
    public init(_ parameters: SimulatedRigParameters, lines: RigLines, place: Int = 0) {
        self.lines = lines
        cells = lines.cells
        origin = Instant(nanoseconds: lines.cells.pointee.origin.load(ordering: .relaxed))
        speed = lines.speed
        model = SimulatedModel(parameters, at: origin, place: place)
        follow(realNow: origin)
    }

    /// Looks at the lines: moves the rotor, lets the time pass, shows the sensors. `realNow` is CLOCK_MONOTONIC.
    public mutating func follow(realNow: Instant) {
        let now = clock(realNow)
        model.isHeld = cells.pointee.enable.load(ordering: .acquiring) != 0
        model.pass(until: now)
        model.follow(cells.pointee.faults)
        followPulses()
        cells.pointee.heldOn.store(model.show(0), ordering: .releasing)
        cells.pointee.heldOff.store(~model.show(.max), ordering: .releasing)
        if now >= model.nextShow { show(at: now) }
        cells.pointee.pumpedPicoliters.store(Int64(model.pumped), ordering: .releasing)
        cells.pointee.deliveredPicoliters.store(Int64(model.delivered), ordering: .releasing)
        cells.pointee.followedForward.store(forward, ordering: .releasing)
        cells.pointee.followedReverse.store(reverse, ordering: .releasing)
        cells.pointee.aliveAt.store(realNow.nanoseconds, ordering: .releasing)
    }

    private func clock(_ realNow: Instant) -> Instant {
        let (scaled, overflow) = (realNow - origin).nanoseconds.multipliedReportingOverflow(by: speed)
        return overflow ? .distantFuture : origin + Duration(nanoseconds: scaled)
    }

    private mutating func followPulses() {
        let (wanted, back) = (lines.forwardPulses.pulses, lines.reversePulses.pulses)
        while forward < wanted {
            forward += 1
            if model.turn(isForward: true) { cells.pointee.indexAt.store(forward, ordering: .releasing) }
        }
        while reverse < back {
            reverse += 1
            _ = model.turn(isForward: false)
        }
    }

    private mutating func show(at now: Instant) {
        let isDue = now >= model.nextSampleDue
        let pascals = model.samplePressure(at: now, isWanted: false)
        let counts = isDue ? model.sampleRotor() : nil
        var others = RigInputs()
        model.sampleOthers(at: now, into: &others)
        cells.pointee.sampleTurn.store(turn + 1, ordering: .sequentiallyConsistent)
        cells.pointee.hasPressure.store(pascals == nil ? 0 : 1, ordering: .sequentiallyConsistent)
        cells.pointee.hasRotor.store(counts == nil ? 0 : 1, ordering: .sequentiallyConsistent)
        if let pascals { cells.pointee.pressurePascals.store(pascals, ordering: .sequentiallyConsistent) }
        if let counts { cells.pointee.rotorCounts.store(counts, ordering: .sequentiallyConsistent) }
        cells.pointee.sampledPulses.store(forward - reverse, ordering: .sequentiallyConsistent)
        Self.show(others.inlet, cells.pointee.inlet)
        Self.show(others.level, cells.pointee.level)
        Self.show(others.outflow, cells.pointee.outflow)
        Self.show(others.temperature, cells.pointee.temperature)
        Self.show(others.supply, cells.pointee.supply)
        turn += 2
        cells.pointee.sampleTurn.store(turn, ordering: .sequentiallyConsistent)
    }

    private static func show(_ reading: SensorReading?, _ cell: borrowing LineCells.ReadingCell) {
        guard let reading else { return }
        cell.value.store(reading.value, ordering: .sequentiallyConsistent)
        cell.number.wrappingAdd(1, ordering: .sequentiallyConsistent)
    }
}
