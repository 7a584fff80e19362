// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// A speed of the motor in full steps, exact in thousandths of a full step a second.
public struct StepSpeed: Measure {
    /// 100 full steps a second is 100,000.
    public let millistepsPerSecond: Int64

    public init(millistepsPerSecond: Int64) { self.millistepsPerSecond = millistepsPerSecond }
    public init(canonical: Int64) { self.init(millistepsPerSecond: canonical) }
    public var canonical: Int64 { millistepsPerSecond }

    public static let kind = "step speed"
    public static let units = [MeasureUnit("steps/s", 1_000)]
}
