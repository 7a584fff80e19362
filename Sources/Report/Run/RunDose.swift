// SPDX-License-Identifier: Apache-2.0

/// What a day's volume held of a drug, as mixed: it left the reservoir, and reaches the tip by the catheter's dead volume
/// later.
public struct RunDose: Codable, Hashable, Sendable {
    public var day: String
    public var drug: String
    /// Picograms.
    public var mass: RunInterval
}
