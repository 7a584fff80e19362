// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What of a drug leaves the tip, by one model of the way there, and how far the dead volume's uncertainty shifts that.
public struct TipDose: Hashable, Sendable {
    /// With the dead volume as stated.
    public let nominal: DoseRate
    /// The least that the uncertainty allows, `nominal` included.
    public let lowest: DoseRate
    /// The most that the uncertainty allows, `nominal` included.
    public let highest: DoseRate
}
