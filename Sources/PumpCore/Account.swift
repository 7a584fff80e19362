// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What has been moved and what that comes to in liquid, with its uncertainty. Forward and reverse have an odometer each;
/// neither ever goes back (BR-W01).
public struct Account: Hashable, Sendable, BitwiseCopyable {
    public internal(set) var forwardSteps: StepCount
    public internal(set) var reverseSteps: StepCount
    /// Everything counted as delivered, by the calibration curve.
    public internal(set) var forwardVolume: Volume
    public internal(set) var reverseVolume: Volume
    /// The part of ``forwardVolume`` that may not have been delivered: moved or not, nobody saw it (a crash).
    public internal(set) var unproven: Volume
    /// Whether some of it was delivered with the phase unknown.
    public internal(set) var hadUnknownPhase: Bool

    /// The present fill of the reservoir: its number, what was filled in, and the volumes at that moment.
    public internal(set) var fillNumber: Int64
    public internal(set) var fill: Volume
    public internal(set) var forwardAtFill: Volume
    public internal(set) var reverseAtFill: Volume

    @_noAllocation @_noLocks
    public init(
        forwardSteps: StepCount = .zero, reverseSteps: StepCount = .zero, forwardVolume: Volume = .zero,
        reverseVolume: Volume = .zero, unproven: Volume = .zero, hadUnknownPhase: Bool = false, fillNumber: Int64 = 0,
        fill: Volume = .zero, forwardAtFill: Volume = .zero, reverseAtFill: Volume = .zero
    ) {
        self.forwardSteps = forwardSteps
        self.reverseSteps = reverseSteps
        self.forwardVolume = forwardVolume
        self.reverseVolume = reverseVolume
        self.unproven = unproven
        self.hadUnknownPhase = hadUnknownPhase
        self.fillNumber = fillNumber
        self.fill = fill
        self.forwardAtFill = forwardAtFill
        self.reverseAtFill = reverseAtFill
    }

    /// What the reservoir still holds, by this account; the part that cannot be drawn included.
    public var remaining: Volume {
        @_noAllocation @_noLocks get {
            fill - (forwardVolume - forwardAtFill) + (reverseVolume - reverseAtFill)
        }
    }

    /// Counts steps as delivered that may or may not have been made (after a crash): `volume` at most.
    public mutating func countUncertain(steps: StepCount, volume: Volume) {
        forwardSteps += steps
        forwardVolume += volume
        unproven += volume
    }

    @_noAllocation @_noLocks
    mutating func startFill(number: Int64, volume: Volume) {
        fillNumber = number
        fill = volume
        forwardAtFill = forwardVolume
        reverseAtFill = reverseVolume
    }

    /// The bounds between which the delivered volume lies: calibration, unknown phase and unproven movement counted
    /// against it.
    @_noAllocation @_noLocks
    public func delivered(_ profile: borrowing RigProfile) -> (lower: Volume, upper: Volume) {
        let phase = hadUnknownPhase ? profile.phaseUncertainty.picoliters : 0
        let share = Int128(profile.calibrationUncertainty.partsPerMillion)
        let proven = forwardVolume.picoliters - unproven.picoliters
        let below = Int64(truncatingIfNeeded: (Int128(proven) * share + 999_999) / 1_000_000)
        let above = Int64(truncatingIfNeeded: (Int128(forwardVolume.picoliters) * share + 999_999) / 1_000_000)
        let lower = Swift.max(0, proven - below - phase)
        let upper = forwardVolume.picoliters == 0 ? 0 : forwardVolume.picoliters + above + phase
        return (Volume(picoliters: lower), Volume(picoliters: upper))
    }
}
