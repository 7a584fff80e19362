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
    var line: SimulatedLine
    var far: FarPressure
    private var noise: SimulatedNoise
    var reservoir: Double
    var faults: FaultTable
    var sensors: SimulatedSensors
    /// By how much the inlet is below the ambient, in pascals, where the reservoir gives nothing.
    var vacuum = 0.0
    /// Whether the driver holds the rotor.
    var isHeld = false
    /// What the rotor turned without a pulse, a part of a pulse at most.
    var ownTurn = 0.0
    /// How often somebody has filled the reservoir.
    var fills: Int64 = 0
    /// Draws which pulses are lost.
    var chance: SimulatedNoise
    /// What the head has pushed into the line, in picolitres, forward less reverse.
    var pumped = 0.0
    /// The rotor's place in its revolution, in pulses.
    var place: Int
    /// Pulses that moved the rotor, forward less reverse.
    var travelled: Int64 = 0
    private var time: Instant
    /// ``time`` in seconds.
    private(set) var seconds: Double
    private var lastReading: Instant
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
            compliance: parameters.compliance, resistance: parameters.resistance, tip: parameters.tipPressure)
        far = FarPressure(
            mean: parameters.tipPressure, disturbances: parameters.disturbances, seed: parameters.seed &+ 1,
            at: Double(now.nanoseconds) * 1e-9)
        far.show(to: &line)
        noise = SimulatedNoise(seed: parameters.seed)
        chance = SimulatedNoise(seed: parameters.seed &+ 2)
        faults = FaultTable(parameters.script, at: Double(now.nanoseconds) * 1e-9)
        sensors = SimulatedSensors(parameters, at: now)
        reservoir = parameters.reservoirPicoliters
        time = now
        seconds = Double(now.nanoseconds) * 1e-9
        lastReading = now
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

    var pulsesPerRevolution: Int64 {
        @_noAllocation @_noLocks
        get { Int64(parameters.pulsesPerFullStep * parameters.fullStepsPerRevolution) }
    }

    /// One pulse's worth of rotation: liquid from the reservoir into the line. True if the index mark was passed.
    @_noAllocation @_noLocks
    mutating func turn(isForward: Bool) -> Bool {
        guard !isStuck() else { return false }
        var passedIndex = false
        if !isForward { place = place == 0 ? Int(pulsesPerRevolution) - 1 : place - 1 }
        let volume = stepVolumes[place / parameters.pulsesPerFullStep] / Double(parameters.pulsesPerFullStep)
        let moved = draw(isForward ? volume : -volume)
        if isForward {
            place += 1
            if place == Int(pulsesPerRevolution) {
                place = 0
                passedIndex = parameters.hasIndexMark
            }
        }
        travelled += isForward ? 1 : -1
        pumped += moved
        line.push(moved)
        return passedIndex
    }

    /// Lets the line empty towards the tip until `now`, with all that happens there meanwhile.
    @_noAllocation @_noLocks
    mutating func pass(until now: Instant) {
        guard now > time else { return }
        let end = Double(now.nanoseconds) * 1e-9
        // What is wrong changes the line as time goes by.
        while faults.isTroubled, end - seconds > 1 { pass(seconds: seconds + 1) }
        pass(seconds: end)
        time = now
    }

    @_noAllocation @_noLocks
    private mutating func pass(seconds end: Double) {
        if faults.isTroubled { fail(for: end - seconds) }
        while far.next <= end {
            line.pass(seconds: Swift.max(0, far.next - seconds))
            seconds = Swift.max(seconds, far.next)
            far.happen(to: &line)
        }
        line.pass(seconds: end - seconds)
        seconds = end
    }

    /// The line pressure as the sensor reads it at `now`, in pascals, where a reading is due or wanted; nil where none is.
    ///
    /// The sensor converts fifty times a second and gives the mean of what it converted since the last reading, a second at
    /// most: its noise is averaged, the pressure taken as it is now.
    @_noAllocation @_noLocks
    mutating func samplePressure(at now: Instant, isWanted: Bool) -> Int64? {
        guard isWanted || now >= nextSampleDue else { return nil }
        nextSampleDue = now + parameters.sampleInterval
        let conversions = (now - lastReading).nanoseconds / 20_000_000
        lastReading = now
        let share = Self.inverseRoot(of: Swift.max(1, Swift.min(50, conversions)))
        let reading = line.pressure + far.sensorDrift + parameters.pressureNoise * share * noise.normal()
        return sensors.pressure.show(reading, seconds: seconds, faults)
    }

    /// 1 / sqrt(n) for 1 to 50, by Newton's steps.
    @_noAllocation @_noLocks
    private static func inverseRoot(of n: Int64) -> Double {
        var root = 1.0
        let x = Double(n)
        root = x < 4 ? 1.2 : x < 16 ? 3 : 5.5
        for _ in 0..<4 { root = 0.5 * (root + x / root) }
        return 1 / root
    }
}
