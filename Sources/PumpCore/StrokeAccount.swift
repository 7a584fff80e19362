// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a stroke was to be and what it came to.
@frozen public struct StrokeAccount: Hashable, Sendable, BitwiseCopyable {
    public let stroke: Stroke
    public let end: StrokeEnd
    /// Pulses that were made.
    public let made: StepCount
    /// What they delivered by the calibration curve.
    public let delivered: Volume
    /// The bolus that it was made for, wholly or in part; 0 for none.
    public let bolus: Int64
    /// How much of it belongs to that bolus.
    public let bolusShare: Volume
    /// The forward odometer after it.
    public let odometer: StepCount

    @inlinable @_noAllocation @_noLocks
    public init(
        stroke: Stroke, end: StrokeEnd, made: StepCount, delivered: Volume, bolus: Int64, bolusShare: Volume,
        odometer: StepCount
    ) {
        self.stroke = stroke
        self.end = end
        self.made = made
        self.delivered = delivered
        self.bolus = bolus
        self.bolusShare = bolusShare
        self.odometer = odometer
    }
}
