// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// How fast the motor's speed rises and falls, exact in thousandths of a full step a second, each second.
public struct StepAcceleration: Measure {
    /// 2000 full steps a second, each second, is 2,000,000.
    public let millistepsPerSecondSquared: Int64

    public init(millistepsPerSecondSquared: Int64) { self.millistepsPerSecondSquared = millistepsPerSecondSquared }
    public init(canonical: Int64) { self.init(millistepsPerSecondSquared: canonical) }
    public var canonical: Int64 { millistepsPerSecondSquared }

    public static let kind = "step acceleration"
    public static let units = [MeasureUnit("steps/s2", 1_000)]
}
