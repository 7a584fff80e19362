// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What of one drug leaves the pump and the tip at one time.
///
/// Where the way is longer than the time, the two models bound what is between them: real contents mix somewhat.
public struct DrugTransport: Hashable, Sendable {
    public let drug: String
    /// What the reservoir gives, rounded down; nil where nobody knows what it holds.
    public let outlet: DoseRate?
    /// At the tip if nothing mixes. Nil where the dead volume is not stated or nothing is known of the contents; a plug of
    /// unknown contents between known ones counts as in the dose windows: of each drug the highest in path or reservoir,
    /// and nothing of it as the lowest.
    public let plugFlow: TipDose?
    /// At the tip if pump path and catheter were one stirred volume. Nil where the dead volume is not stated or part of
    /// the contents is unknown.
    public let wellMixed: TipDose?
}
