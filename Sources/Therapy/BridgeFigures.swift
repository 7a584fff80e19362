// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A bridge bolus as a person is to see it before it is committed (BR-D07, BR-D08).
public struct BridgeFigures: Hashable, Sendable {
    /// The way of one plug through the tip.
    public struct Segment: Hashable, Sendable {
        /// Of the new primary drug in this plug.
        public let concentration: Concentration
        public let volume: Volume
        public let rate: FlowRate
        /// Rounded up.
        public let time: Duration
        /// What the plug gives of each of its drugs meanwhile, rounded down.
        public let dailyDoses: [ReviewFigures.DailyDose]
    }

    /// What the tip is to give of the new primary drug, before and after.
    public let target: DoseRate
    /// In the order in which they are delivered; never empty.
    public let segments: [Segment]
    /// Of all segments.
    public let volume: Volume
    public let time: Duration
    /// How far the dead volume may be off, either way.
    public let uncertainty: Volume

    /// What no figure says (BR-D08).
    public static let mixingWarning =
        "old and new mixture mix on their way: the tip sees the change earlier and more gradually than computed"
}
