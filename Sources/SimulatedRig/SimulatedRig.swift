// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Synchronization

/// A pump, its line and its sensors in software: a real backend behind the same seam as GPIO lines.
///
/// Everything happens in fixed time order from the calls alone, so the same calls give the same readings. Time is the rig
/// clock's.
public struct SimulatedRig: ~Copyable, Rig, @unchecked Sendable {
    private let parameters: SimulatedRigParameters
    private let cells: UnsafeMutablePointer<TruthCells>
    /// Keeps ``cells`` alive.
    private let truth: SimulatedTruth
    /// The volume of each full step, in picolitres; the truth that a calibration approximates.
    private let stepVolumes: UnsafeMutableBufferPointer<Double>
    private var line: SimulatedLine
    private var noise: SimulatedNoise
    private var reservoir: Double
    private var pumped = 0.0
    private var direction: Direction = .forward
    /// The rotor's place in its revolution, in pulses.
    private var place = 0
    /// Pulses that moved the rotor, forward less reverse.
    private var travelled: Int64 = 0
    private var lastIndex: RigInputs.IndexMark?
    private var passedIndex = false
    private var time: Instant
    private var nextSampleDue: Instant
    private var pressureSample: RigInputs.PressureSample?

    /// - Parameters:
    ///   - place: Where the rotor stands, in pulses from the index mark; it is the rig's own secret.
    public init(
        _ parameters: SimulatedRigParameters, truth: SimulatedTruth, at now: Instant, place: Int = 0
    ) {
        self.parameters = parameters
        self.truth = truth
        cells = truth.cells
        self.place = place
        stepVolumes = .allocate(capacity: parameters.fullStepsPerRevolution)
        let mean = parameters.revolutionPicoliters / Double(parameters.fullStepsPerRevolution)
        for step in 0..<parameters.fullStepsPerRevolution {
            stepVolumes.initializeElement(
                at: step, to: mean * (1 + parameters.unevenness * Self.ripple(step, parameters)))
        }
        line = SimulatedLine(
            compliance: parameters.compliance, resistance: parameters.resistance, pressure: parameters.tipPressure)
        noise = SimulatedNoise(seed: parameters.seed)
        reservoir = parameters.reservoirPicoliters
        time = now
        nextSampleDue = now
    }

    deinit { stepVolumes.deallocate() }

    /// A triangle wave of one period a roller, between -1 and 1, with mean 0: the tube is open while a roller bears and
    /// gives back volume as it leaves.
    static func ripple(_ step: Int, _ parameters: SimulatedRigParameters) -> Double {
        let turns = (Double(step) + 0.5) * Double(parameters.rollers) / Double(parameters.fullStepsPerRevolution)
        let phase = turns - Double(Int(turns))
        return phase < 0.5 ? 4 * phase - 1 : 3 - 4 * phase
    }

    /// What the head really delivers in each full step from the index mark: what a perfect calibration would find.
    public static func stepVolumes(_ parameters: SimulatedRigParameters) -> [Int64] {
        let mean = parameters.revolutionPicoliters / Double(parameters.fullStepsPerRevolution)
        return (0..<parameters.fullStepsPerRevolution).map {
            Int64((mean * (1 + parameters.unevenness * ripple($0, parameters))).rounded())
        }
    }

    public var eventDescriptor: Int32 { @_noAllocation @_noLocks get { -1 } }

    @_noAllocation @_noLocks
    public func nextSample(after now: Instant) -> Instant { nextSampleDue }

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
        turn()
        cells.pointee.pumpedPicoliters.store(Int64(pumped), ordering: .releasing)
        return true
    }

    @_noAllocation @_noLocks
    public mutating func sample(at now: Instant, into inputs: inout RigInputs) {
        pass(until: now)
        if now >= nextSampleDue {
            let reading = line.pressure + pulsation(at: now) + parameters.pressureNoise * noise.normal()
            pressureSample = RigInputs.PressureSample(at: now, pressure: Pressure(pascals: Int64(reading)))
            inputs.rotor = RigInputs.RotorSample(
                at: now, counts: travelled * parameters.rotorCountsPerRevolution / pulsesPerRevolution)
            nextSampleDue = now + parameters.sampleInterval
        }
        inputs.pressure = pressureSample
        if passedIndex {
            passedIndex = false
            inputs.index = RigInputs.IndexMark(at: inputs.forwardSteps)
        }
        cells.pointee.deliveredPicoliters.store(Int64(line.delivered), ordering: .releasing)
        let asserted = cells.pointee.inputs.load(ordering: .acquiring)
        inputs.lines.stop = asserted & 1 != 0
        inputs.lines.cover = asserted & 2 != 0
        inputs.lines.air = asserted & 4 != 0
        inputs.lines.stall = asserted & 8 != 0
        inputs.lines.patientButton = asserted & 16 != 0
    }

    private var pulsesPerRevolution: Int64 {
        @_noAllocation @_noLocks
        get { Int64(parameters.pulsesPerFullStep * parameters.fullStepsPerRevolution) }
    }

    /// One pulse's worth of rotation: liquid from the reservoir into the line.
    @_noAllocation @_noLocks
    private mutating func turn() {
        let isForward = direction.isForward
        if !isForward { place = place == 0 ? Int(pulsesPerRevolution) - 1 : place - 1 }
        let volume = stepVolumes[place / parameters.pulsesPerFullStep] / Double(parameters.pulsesPerFullStep)
        let moved = isForward ? Swift.min(volume, reservoir) : -volume
        if isForward {
            place += 1
            if place == Int(pulsesPerRevolution) {
                place = 0
                passedIndex = parameters.hasIndexMark
            }
        }
        travelled += isForward ? 1 : -1
        reservoir -= moved
        pumped += moved
        line.push(moved)
    }

    /// Lets the line empty towards the tip until `now`.
    @_noAllocation @_noLocks
    private mutating func pass(until now: Instant) {
        guard now > time else { return }
        line.relax(seconds: Double((now - time).nanoseconds) / 1e9, tip: parameters.tipPressure)
        time = now
    }

    /// The heart at the tip, as the pressure sensor feels it: a parabola a half wave, which needs no sine.
    @_noAllocation @_noLocks
    private func pulsation(at now: Instant) -> Double {
        let turns = Double(now.nanoseconds) / 1e9 * parameters.pulsationHertz
        let phase = turns - Double(Int64(turns))
        let half = phase < 0.5 ? phase : phase - 0.5
        let arch = 16 * half * (0.5 - half)
        return (phase < 0.5 ? arch : -arch) * parameters.pulsation / 2
    }
}
