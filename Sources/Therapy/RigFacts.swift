// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a review must know of the rig.
public struct RigFacts: Hashable, Sendable {
    public let maximumRate: FlowRate
    /// The trickle of the minimum-rate mode; nil where the rig file names none.
    public let minimumRate: FlowRate?
    /// The smallest bolus that can be delivered whatever the phase.
    public let minimumBolus: Volume
    /// The volume of a regular stroke.
    public let strokeVolume: Volume
    /// How far a delivered volume may be off.
    public let calibrationUncertainty: Ratio
    /// Nil: the rig does not prime.
    public let primeRate: FlowRate?

    public init(
        maximumRate: FlowRate, minimumRate: FlowRate?, minimumBolus: Volume, strokeVolume: Volume,
        calibrationUncertainty: Ratio, primeRate: FlowRate? = nil
    ) {
        self.maximumRate = maximumRate
        self.minimumRate = minimumRate
        self.minimumBolus = minimumBolus
        self.strokeVolume = strokeVolume
        self.calibrationUncertainty = calibrationUncertainty
        self.primeRate = primeRate
    }
}
