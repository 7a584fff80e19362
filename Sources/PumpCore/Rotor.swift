// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Where the rotor stands in its revolution, and what its movement delivers.
struct Rotor: Sendable, BitwiseCopyable {
    /// The full step in progress, counted from the index mark.
    private(set) var fullStep: Int
    /// Pulses into that full step.
    private(set) var fraction: Int
    /// Whether ``fullStep`` is known: since the index mark or a clean stop. If not, the mean curve serves.
    private(set) var isKnown: Bool

    @_noAllocation @_noLocks
    init(fullStep: Int, fraction: Int, isKnown: Bool) {
        self.fullStep = fullStep
        self.fraction = fraction
        self.isKnown = isKnown
    }

    /// The volume of the full step in progress.
    @_noAllocation @_noLocks
    private func stepVolume(_ profile: borrowing RigProfile) -> Int64 {
        isKnown ? profile.curve.volume(ofStep: fullStep) : profile.curve.mean.picoliters
    }

    /// What the pulses into the present full step have delivered, rounded up: liquid that has left counts in full.
    @_noAllocation @_noLocks
    func partialVolume(_ profile: borrowing RigProfile) -> Int64 {
        let pulses = Int64(profile.pulsesPerFullStep)
        return (stepVolume(profile) * Int64(fraction) + pulses - 1) / pulses
    }

    /// Finishes the full step in progress; gives the pulses that this takes and the volume that it still delivers.
    @_noAllocation @_noLocks
    mutating func finishStep(_ profile: borrowing RigProfile) -> (pulses: Int, volume: Int64) {
        let result = (profile.pulsesPerFullStep - fraction, stepVolume(profile) - partialVolume(profile))
        fraction = 0
        fullStep = fullStep + 1 == profile.curve.count ? 0 : fullStep + 1
        return result
    }

    /// Moves on by `pulses`; gives the volume delivered.
    @_noAllocation @_noLocks
    mutating func advance(pulses: Int64, _ profile: borrowing RigProfile) -> Int64 {
        var left = pulses
        var volume: Int64 = 0
        while left >= Int64(profile.pulsesPerFullStep - fraction) {
            let step = finishStep(profile)
            left -= Int64(step.pulses)
            volume += step.volume
        }
        if left > 0 {
            volume -= partialVolume(profile)
            fraction += Int(left)
            volume += partialVolume(profile)
        }
        return volume
    }

    /// The index mark was seen `pulses` ago. The full-step grid is the driver's and stays; only the phase is set.
    @_noAllocation @_noLocks
    mutating func sawIndex(pulsesAgo pulses: Int64, _ profile: borrowing RigProfile) {
        let perStep = Int64(profile.pulsesPerFullStep)
        let steps = Swift.max(0, (pulses - Int64(fraction) + perStep / 2) / perStep)
        fullStep = Int(steps % Int64(profile.curve.count))
        isKnown = true
    }

    @_noAllocation @_noLocks
    mutating func losePhase() { isKnown = false }
}
