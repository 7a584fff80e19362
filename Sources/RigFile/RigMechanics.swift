// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TOMLDocument

/// `[mechanics]`: the motor and how it is moved.
public struct RigMechanics: Sendable, Hashable {
    /// The words of `rest`.
    enum RestWord: String, CaseIterable {
        case hold
        case release
    }

    /// `full-steps-per-revolution` of the pump head's rotor, 8 to 512.
    public let fullStepsPerRevolution: Int
    /// `microsteps`: STEP pulses in a full step; 1, 2, 4, 8, 16, 32, 64, 128 or 256.
    public let microsteps: Int
    /// `stroke`: full steps of a regular stroke, at most one revolution.
    public let strokeFullSteps: Int
    /// `minimum-stroke`: full steps below which a stroke is too inaccurate to be made on purpose.
    public let minimumStrokeFullSteps: Int
    /// `stroke-speed`: the cruising speed within a stroke, above 12 full steps a second.
    public let strokeSpeed: StepSpeed
    /// `ramp`: how fast that speed is reached and left.
    public let ramp: StepAcceleration
    /// `rest`: `"hold"` (default) or `"release"`.
    public let rest: RigProfile.Rest
    /// `enable-settle`, 0 to 1 s, default 5 ms: how long before a stroke a released driver is energised.
    public let enableSettle: Duration
    /// `reverse-direction`, default false: whether forward is the other level of DIR.
    public let reverseDirection: Bool

    /// Below this a TMC2209 detects standstill and may fall back to its hold current (datasheet, section 11.1).
    public static let standstill = StepSpeed(millistepsPerSecond: 12_000)

    init(reading table: DocumentTable) {
        fullStepsPerRevolution = Int(table.integer("full-steps-per-revolution", within: 8...512))
        microsteps = Int(table.integer("microsteps", within: 1...256))
        strokeFullSteps = Int(table.integer("stroke", within: 4...512))
        minimumStrokeFullSteps = Int(table.integer("minimum-stroke", within: 1...255))
        strokeSpeed = table.measure(
            "stroke-speed",
            within: StepSpeed(millistepsPerSecond: 1_000)...StepSpeed(millistepsPerSecond: 10_000_000))
        ramp = table.measure(
            "ramp",
            within: StepAcceleration(
                millistepsPerSecondSquared: 1_000)...StepAcceleration(
                    millistepsPerSecondSquared: 1_000_000_000))
        rest = table.choice("rest", default: RestWord.hold) == .hold ? .hold : .release
        enableSettle = table.quantity("enable-settle", default: .millisecond * 5, within: .zero ... .second)
        reverseDirection = table.boolean("reverse-direction", default: false)
    }

    /// The bounds that hold between keys. Call it only where each key is sound.
    func check(_ table: DocumentTable) {
        if microsteps.nonzeroBitCount != 1 {
            table.report("\(microsteps) is no power of two; drivers know 1, 2, 4, 8 and so on to 256", at: "microsteps")
        }
        if strokeFullSteps > fullStepsPerRevolution {
            table.report(
                "a stroke of \(strokeFullSteps) full steps is longer than a revolution of \(fullStepsPerRevolution)",
                at: "stroke")
        }
        if 2 * minimumStrokeFullSteps + 2 > strokeFullSteps {
            table.report(
                "two minimum strokes and two steps must fit into a stroke of \(strokeFullSteps): at most "
                    + "\((strokeFullSteps - 2) / 2) is possible", at: "minimum-stroke")
        }
        if strokeSpeed <= Self.standstill {
            table.report(
                "\(strokeSpeed) is too slow: at \(Self.standstill) and below drivers detect standstill and stalls go "
                    + "unseen", at: "stroke-speed")
        }
    }

    /// The time of one STEP pulse at ``strokeSpeed``, rounded down.
    public var pulsePeriod: Duration {
        // At least 10^12 / (10^7 x 256) = 390 ns.
        Duration(nanoseconds: 1_000_000_000_000 / (max(1, strokeSpeed.millistepsPerSecond) * Int64(max(1, microsteps))))
    }
}
