// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A power, exact in nanowatts.
public struct Power: Measure {
    /// The power in nanowatts; 1 uW is 1,000.
    public let nanowatts: Int64

    public init(nanowatts: Int64) { self.nanowatts = nanowatts }
    public init(canonical: Int64) { self.init(nanowatts: canonical) }
    public var canonical: Int64 { nanowatts }

    public static let kind = "power"
    public static let units = [
        MeasureUnit("uW", 1_000), MeasureUnit("mW", 1_000_000), MeasureUnit("W", 1_000_000_000), MeasureUnit("nW", 1),
    ]
}
