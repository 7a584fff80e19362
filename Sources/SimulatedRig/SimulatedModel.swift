// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// The physics of a pump: head, line, reservoir and the sensors on them, whoever makes the pulses.
///
/// Everything happens in fixed time order from the calls alone, so the same calls give the same readings.
struct SimulatedModel: ~Copyable, @unchecked Sendable {
    let parameters: SimulatedRigParameters
    /// The volume of each full step, in picolitres; the truth that a calibration approximates.
    private let stepVolumes: UnsafeMutableBufferPointer<Double>
    private var line: SimulatedLine
    private var noise: SimulatedNoise
    private var reservoir: Double
    /// What the head has pushed into the line, in picolitres, forward less reverse.
    private(set) var pumped = 0.0
    /// The rotor's place in its revolution, in pulses.
    private var place: Int
    /// Pulses that moved the rotor, forward less reverse.
    private(set) var travelled: Int64 = 0
    private var time: Instant
    private(set) var nextSampleDue: Instant

    /// - Parameters:
    ///   - place: Where the rotor stands, in pulses from the index mark.
    init(_ parameters: SimulatedRigParameters, at now: Instant, place: Int) {
        self.parameters = parameters
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

    /// What has left the tip, in picolitres.
    var delivered: Double { @_noAllocation @_noLocks get { line.delivered } }

    /// Counts of the rotor sensor, forward positive.
    var rotorCounts: Int64 {
        @_noAllocation @_noLocks
        get { travelled * parameters.rotorCountsPerRevolution / pulsesPerRevolution }
    }

    private var pulsesPerRevolution: Int64 {
        @_noAllocation @_noLocks
        get { Int64(parameters.pulsesPerFullStep * parameters.fullStepsPerRevolution) }
    }

    /// One pulse's worth of rotation: liquid from the reservoir into the line. True if the index mark was passed.
    @_noAllocation @_noLocks
    mutating func turn(isForward: Bool) -> Bool {
        var passedIndex = false
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
        return passedIndex
    }

    /// Lets the line empty towards the tip until `now`.
    @_noAllocation @_noLocks
    mutating func pass(until now: Instant) {
        guard now > time else { return }
        line.relax(seconds: Double((now - time).nanoseconds) / 1e9, tip: parameters.tipPressure)
        time = now
    }

    /// The line pressure as the sensor reads it at `now`, in pascals, where a sample is due; nil where none is.
    @_noAllocation @_noLocks
    mutating func samplePressure(at now: Instant) -> Int64? {
        guard now >= nextSampleDue else { return nil }
        nextSampleDue = now + parameters.sampleInterval
        return Int64(line.pressure + pulsation(at: now) + parameters.pressureNoise * noise.normal())
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
