// SPDX-License-Identifier: Apache-2.0
import PumpCore
import RigFile
import Therapy

extension RigFacts {
    /// What a review must know of the rig that a file describes.
    public init(_ rig: RigDescription) {
        let profile = rig.profile()
        self.init(
            maximumRate: rig.limits.maximumRate, minimumRate: rig.limits.minimumRate,
            minimumBolus: profile.minimumBolus, strokeVolume: profile.strokeVolume,
            calibrationUncertainty: rig.calibration.uncertainty, primeRate: rig.limits.primeRate)
    }
}
