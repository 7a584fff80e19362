// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// The controller on a simulated line, without threads: every pulse at its time, every reading when it is wanted.
struct DetectPump: ~Copyable {
    private var core: PumpController
    private var inputs = RigInputs()
    private var pulsesLeft: Int64 = 0
    private var nextPulse = Instant.distantFuture
    private var nextReading = Instant.zero
    private var nextDue = Instant.zero
    private let pulseVolume: Double
    /// What the head has moved, in picolitres.
    private(set) var pumped = 0.0
    /// What it was stopped by.
    private(set) var condition: Condition?

    private static let pulseInterval = Duration(nanoseconds: 2_500_000)

    /// The reference head, its rollers even: 10 uL a revolution, strokes of 0.5 uL.
    static func profile(line: LineModel) -> RigProfile {
        guard let curve = VolumeCurve(stepVolumes: 200, picoliters: { _ in 50_000 }) else {
            preconditionFailure("an even curve is a curve")
        }
        return RigProfile(
            pulsesPerFullStep: 4, curve: curve, strokeFullSteps: 10, minimumStrokeFullSteps: 4,
            maximumRate: FlowRate(picolitersPerDay: 200_000_000_000), rest: .hold, enableLead: .millisecond * 5,
            calibrationUncertainty: Ratio(partsPerMillion: 50_000), line: line)
    }

    /// - Parameter rate: Millilitres a day.
    init(profile: RigProfile, rate: Double) {
        core = PumpController(profile: profile, at: .zero, restoring: Restoration(cleanFullStep: 0))
        pulseVolume = Double(profile.curve.mean.picoliters) / Double(profile.pulsesPerFullStep)
        let program = DeliveryProgram(
            revision: 1, mode: .simpleContinuous, rate: FlowRate(picolitersPerDay: Int64(rate * 1e9)),
            maximumRate: .max, fillNumber: 1, fill: Volume(picoliters: 1_000_000_000_000_000), residual: .zero,
            lowReservoir: .zero)
        _ = core.apply(.selfTest(SelfTestReport(failed: [])), number: 0)
        _ = core.apply(.commit(slot: 0), number: 0, program: program)
        _ = core.apply(.resume, number: 0)
        _ = core.apply(.grant(StepCount(pulses: .max / 4)), number: 0)
        drain()
    }

    var isDelivering: Bool { mutating get { core.state == .delivering } }
    /// Rig time.
    var seconds: Double { mutating get { Double(core.now.nanoseconds) * 1e-9 } }

    /// Moves on to `end` (seconds), or until it stands still.
    mutating func run(until end: Double, _ line: inout DetectLine) {
        let end = Instant(nanoseconds: Int64(end * 1e9))
        while core.now < end, isDelivering {
            let step = Swift.max(core.now, Swift.min(end, nextPulse, nextReading, nextDue))
            line.pass(to: Double(step.nanoseconds) * 1e-9)
            if nextPulse <= step { pulse(at: step, &line) }
            if nextReading <= step {
                inputs.pressure = RigInputs.PressureSample(at: step, pressure: Pressure(pascals: line.read()))
            }
            advance(to: step)
        }
    }

    private mutating func pulse(at now: Instant, _ line: inout DetectLine) {
        line.push(pulseVolume)
        pumped += pulseVolume
        inputs.forwardSteps += StepCount(pulses: 1)
        pulsesLeft -= 1
        nextPulse = pulsesLeft > 0 ? now + Self.pulseInterval : .distantFuture
    }

    private mutating func advance(to target: Instant) {
        repeat {
            let outputs = core.advance(to: target, inputs: inputs)
            if outputs.halt {
                pulsesLeft = 0
                nextPulse = .distantFuture
            }
            if let stroke = outputs.stroke {
                if pulsesLeft == 0 { nextPulse = core.now }
                pulsesLeft += stroke.pulses.pulses
            }
            nextReading = outputs.nextReading
            nextDue = outputs.nextDue
            drain()
            if outputs.reached >= target { return }
        } while isDelivering
    }

    private mutating func drain() {
        while let record = core.nextEvent() {
            if case .stateChanged(_, _, .condition(let cause)) = record.event { condition = cause }
            core.removeEvent()
        }
    }
}
