// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// A temperature, exact in millidegrees Celsius.
public struct Temperature: Measure {
    public let millidegrees: Int64

    public init(millidegrees: Int64) { self.millidegrees = millidegrees }
    public init(canonical: Int64) { self.init(millidegrees: canonical) }
    public var canonical: Int64 { millidegrees }

    public static let kind = "temperature"
    public static let units = [MeasureUnit("degC", 1_000)]
}
