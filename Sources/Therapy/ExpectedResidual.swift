// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What the account says is left in the reservoir, and how far that may be off.
public struct ExpectedResidual: Codable, Hashable, Sendable {
    /// The part that cannot be drawn included.
    public let volume: Volume
    /// To the wider of its two sides.
    public let uncertainty: Volume

    /// What is negative counts as zero: no reservoir holds less than nothing.
    public init(volume: Volume, uncertainty: Volume) {
        self.volume = max(.zero, volume)
        self.uncertainty = max(.zero, uncertainty)
    }

    /// From the account of the present fill. Calibration, unknown phase and what a crash left unproven widen it, and so
    /// does all that was moved back: nobody saw where it went.
    public init(_ account: Account, profile: RigProfile) {
        let drawn = account.forwardVolume - account.forwardAtFill
        let bounds = Account(
            forwardVolume: drawn, unproven: min(drawn, account.unproven), hadUnknownPhase: account.hadUnknownPhase
        ).delivered(profile)
        let reversed = account.reverseVolume - account.reverseAtFill
        self.init(
            volume: account.remaining,
            uncertainty: max(bounds.upper - drawn + reversed, drawn - bounds.lower))
    }
}
