// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import RigFile
import Synchronization

/// A pump, its line and its sensors in software: a real backend behind the same seam as GPIO lines.
///
/// Everything happens in fixed time order from the calls alone, so the same calls give the same readings. Time is the rig
/// clock's.
public struct SimulatedRig: ~Copyable, Rig, @unchecked Sendable {
    private let cells: UnsafeMutablePointer<TruthCells>
    /// Keeps ``cells`` alive.
    private let truth: SimulatedTruth
    private var model: SimulatedModel
    private var direction: Direction = .forward
    private var passedIndex = false
    private var pressureSample: RigInputs.PressureSample?

    /// - Parameters:
    ///   - place: Where the rotor stands, in pulses from the index mark; it is the rig's own secret.
    public init(
        _ parameters: SimulatedRigParameters, truth: SimulatedTruth, at now: Instant, place: Int = 0
    ) {
        self.truth = truth
        cells = truth.cells
        model = SimulatedModel(parameters, at: now, place: place)
    }

    /// What the head really delivers in each full step from the index mark: what a perfect calibration would find.
    public static func stepVolumes(_ parameters: SimulatedRigParameters) -> [Int64] {
        let mean = parameters.revolutionPicoliters / Double(parameters.fullStepsPerRevolution)
        return (0..<parameters.fullStepsPerRevolution).map {
            Int64((mean * (1 + parameters.unevenness * SimulatedModel.ripple($0, parameters))).rounded())
        }
    }

    public var eventDescriptor: Int32 { @_noAllocation @_noLocks get { -1 } }

    @_noAllocation @_noLocks
    public func nextSample(after now: Instant) -> Instant { model.nextShow }

    @_noAllocation @_noLocks
    public mutating func setDirection(_ direction: Direction) -> Bool {
        self.direction = direction
        return true
    }

    @_noAllocation @_noLocks
    public mutating func pulse(at now: Instant) -> Bool {
        pass(until: now)
        cells.pointee.pulses.wrappingAdd(1, ordering: .releasing)
        guard cells.pointee.isEnabled.load(ordering: .acquiring) else {
            cells.pointee.lostPulses.wrappingAdd(1, ordering: .releasing)
            return true
        }
        if model.turn(isForward: direction.isForward) { passedIndex = true }
        cells.pointee.pumpedPicoliters.store(Int64(model.pumped), ordering: .releasing)
        return true
    }

    @_noAllocation @_noLocks
    public mutating func sample(at now: Instant, wantsReading: Bool, into inputs: inout RigInputs) {
        pass(until: now)
        let isRotorDue = wantsReading || now >= model.nextSampleDue
        if let pascals = model.samplePressure(at: now, isWanted: wantsReading) {
            pressureSample = RigInputs.PressureSample(at: now, pressure: Pressure(pascals: pascals))
        }
        if isRotorDue, let counts = model.sampleRotor() {
            inputs.rotor = RigInputs.RotorSample(
                at: now, counts: counts, pulses: inputs.forwardSteps.pulses - inputs.reverseSteps.pulses)
        }
        model.sampleOthers(at: now, into: &inputs)
        inputs.pressure = pressureSample
        if passedIndex {
            passedIndex = false
            inputs.index = RigInputs.IndexMark(at: inputs.forwardSteps)
        }
        cells.pointee.deliveredPicoliters.store(Int64(model.delivered), ordering: .releasing)
        SimulatedInput.show(model.show(cells.pointee.inputs.load(ordering: .acquiring)), in: &inputs.lines)
    }

    @_noAllocation @_noLocks
    private mutating func pass(until now: Instant) {
        model.isHeld = cells.pointee.isEnabled.load(ordering: .acquiring)
        model.pass(until: now)
        model.follow(cells.pointee.faults)
    }
}
