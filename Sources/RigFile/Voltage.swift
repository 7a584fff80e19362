// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// A voltage, exact in millivolts.
public struct Voltage: Measure {
    public let millivolts: Int64

    public init(millivolts: Int64) { self.millivolts = millivolts }
    public init(canonical: Int64) { self.init(millivolts: canonical) }
    public var canonical: Int64 { millivolts }

    public static let kind = "voltage"
    public static let units = [MeasureUnit("V", 1_000), MeasureUnit("mV", 1)]
}
