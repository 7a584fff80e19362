// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// How far ahead of what is settled movement is reserved: the larger of two strokes and five seconds at the present rate.
/// That much may be uncertain after a crash, and no more.
public struct ReservationBudget: Sendable {
    /// Pulses of a regular stroke.
    public let strokePulses: Int64
    /// Mean volume of a pulse in picolitres, as a fraction.
    private let revolutionPicoliters: Int64
    private let revolutionPulses: Int64

    public init(profile: RigProfile) {
        strokePulses = Int64(profile.strokeFullSteps * profile.pulsesPerFullStep)
        revolutionPicoliters = profile.curve.revolution.picoliters
        revolutionPulses = Int64(profile.curve.count * profile.pulsesPerFullStep)
    }

    /// The forward odometer to reserve up to. `bolus` is what is left of the bolus that is part of `rate`: near its end less
    /// is reserved, so that afterwards no more is granted than the background alone would be.
    public func reservation(from settled: StepCount, rate: FlowRate, background: FlowRate, bolus: Volume) -> StepCount {
        let all = (try? rate.volume(in: .second * 5)) ?? .zero
        let without = (try? background.volume(in: .second * 5)) ?? .zero
        let volume = min(all, without + bolus)
        let pulses =
            (try? WideArithmetic.multiply(
                volume.picoliters, revolutionPulses, dividingBy: revolutionPicoliters, rounding: .down)) ?? 0
        return settled + StepCount(pulses: max(2 * strokePulses, pulses))
    }
}
