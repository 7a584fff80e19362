// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import RigFile
import Synchronization

/// The daemon's end of the lines to a simulated rig in another process. The lines must outlive it: the real-time thread
/// counts no references.
///
/// The rig's clock does not wait for the daemon's, so samples come with a number and bear the time at which they were
/// first seen here.
public struct LinkedRig: ~Copyable, Rig, @unchecked Sendable {
    private let cells: UnsafeMutablePointer<LineCells>
    private let sampleInterval: Duration
    private var nextLook: Instant
    private var isForward = true
    private var lastTurn: Int64 = 0
    private var lastIndex: Int64
    private var pressure: RigInputs.PressureSample?
    /// The numbers of the slow sensors' last readings.
    private var numbers = InlineArray<5, Int64>(repeating: 0)

    /// - Parameters:
    ///   - sampleInterval: How often the sensors are read, by the rig clock.
    ///   - now: The rig clock.
    public init(_ lines: RigLines, sampleInterval: Duration, at now: Instant) {
        cells = lines.cells
        self.sampleInterval = sampleInterval
        nextLook = now
        // A mark that was passed before this start is nobody's to see.
        lastIndex = lines.cells.pointee.indexAt.load(ordering: .acquiring)
    }

    public var eventDescriptor: Int32 { @_noAllocation @_noLocks get { -1 } }

    @_noAllocation @_noLocks
    public func nextSample(after now: Instant) -> Instant { nextLook }

    @_noAllocation @_noLocks
    public mutating func setDirection(_ direction: Direction) -> Bool {
        isForward = direction.isForward
        return true
    }

    /// The driver looks at ENABLE and DIR as STEP rises; what it saw is one addition to one counter.
    @_noAllocation @_noLocks
    public mutating func pulse(at now: Instant) -> Bool {
        if cells.pointee.enable.load(ordering: .acquiring) == 0 {
            cells.pointee.lostPulses.wrappingAdd(1, ordering: .acquiringAndReleasing)
        } else if isForward {
            cells.pointee.forwardPulses.wrappingAdd(1, ordering: .acquiringAndReleasing)
        } else {
            cells.pointee.reversePulses.wrappingAdd(1, ordering: .acquiringAndReleasing)
        }
        return true
    }

    @_noAllocation @_noLocks
    public mutating func sample(at now: Instant, wantsReading: Bool, into inputs: inout RigInputs) {
        let asserted =
            cells.pointee.inputs.load(ordering: .acquiring) | cells.pointee.heldOn.load(ordering: .acquiring)
        SimulatedInput.show(asserted & ~cells.pointee.heldOff.load(ordering: .acquiring), in: &inputs.lines)
        readIndex(&inputs)
        if now >= nextLook {
            nextLook = now + sampleInterval
            readSensors(at: now, &inputs)
        }
        inputs.pressure = pressure
    }

    /// The rig saw its mark at a pulse that it counts; the odometer counts the same pulses from another zero.
    @_noAllocation @_noLocks
    private mutating func readIndex(_ inputs: inout RigInputs) {
        let mark = cells.pointee.indexAt.load(ordering: .acquiring)
        guard mark != lastIndex else { return }
        lastIndex = mark
        let ago = cells.pointee.forwardPulses.load(ordering: .relaxed) - mark
        guard ago >= 0, ago <= inputs.forwardSteps.pulses else { return }
        inputs.index = RigInputs.IndexMark(at: StepCount(pulses: inputs.forwardSteps.pulses - ago))
    }

    /// One whole sample or none: where the rig is just writing, the next look finds it.
    @_noAllocation @_noLocks
    private mutating func readSensors(at now: Instant, _ inputs: inout RigInputs) {
        let turn = cells.pointee.sampleTurn.load(ordering: .sequentiallyConsistent)
        guard turn & 1 == 0, turn != lastTurn else { return }
        let pascals = cells.pointee.pressurePascals.load(ordering: .sequentiallyConsistent)
        let counts = cells.pointee.rotorCounts.load(ordering: .sequentiallyConsistent)
        let sampled = cells.pointee.sampledPulses.load(ordering: .sequentiallyConsistent)
        let hasPressure = cells.pointee.hasPressure.load(ordering: .sequentiallyConsistent) != 0
        let hasRotor = cells.pointee.hasRotor.load(ordering: .sequentiallyConsistent) != 0
        var others = inputs
        var seen = numbers
        Self.read(cells.pointee.inlet, &seen[0], at: now, &others.inlet)
        Self.read(cells.pointee.level, &seen[1], at: now, &others.level)
        Self.read(cells.pointee.outflow, &seen[2], at: now, &others.outflow)
        Self.read(cells.pointee.temperature, &seen[3], at: now, &others.temperature)
        Self.read(cells.pointee.supply, &seen[4], at: now, &others.supply)
        guard cells.pointee.sampleTurn.load(ordering: .sequentiallyConsistent) == turn else { return }
        lastTurn = turn
        numbers = seen
        inputs = others
        if hasPressure { pressure = RigInputs.PressureSample(at: now, pressure: Pressure(pascals: pascals)) }
        guard hasRotor else { return }
        // The rig's pulses are counted from another zero than the odometer's.
        let made =
            cells.pointee.forwardPulses.load(ordering: .relaxed) - cells.pointee.reversePulses.load(ordering: .relaxed)
        let net = inputs.forwardSteps.pulses - inputs.reverseSteps.pulses
        inputs.rotor = RigInputs.RotorSample(at: now, counts: counts, pulses: net - (made - sampled))
    }

    @_noAllocation @_noLocks
    private static func read(
        _ cell: borrowing LineCells.ReadingCell, _ seen: inout Int64, at now: Instant, _ place: inout SensorReading?
    ) {
        let number = cell.number.load(ordering: .sequentiallyConsistent)
        guard number != seen else { return }
        seen = number
        place = SensorReading(at: now, value: cell.value.load(ordering: .sequentiallyConsistent))
    }
}
