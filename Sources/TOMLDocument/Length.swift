// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A length, exact in nanometres.
public struct Length: Measure {
    /// The length in nanometres; 1 cm is 1e7.
    public let nanometers: Int64

    public init(nanometers: Int64) { self.nanometers = nanometers }
    public init(canonical: Int64) { self.init(nanometers: canonical) }
    public var canonical: Int64 { nanometers }

    public static let kind = "length"
    public static let units = [
        MeasureUnit("cm", 10_000_000), MeasureUnit("m", 1_000_000_000), MeasureUnit("mm", 1_000_000),
        MeasureUnit("um", 1_000),
    ]
}
