// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// A dynamic viscosity, exact in nanopascal-seconds.
public struct Viscosity: Measure {
    /// 1 mPa.s, water at 20 degrees Celsius, is 1e6.
    public let nanopascalSeconds: Int64

    public init(nanopascalSeconds: Int64) { self.nanopascalSeconds = nanopascalSeconds }
    public init(canonical: Int64) { self.init(nanopascalSeconds: canonical) }
    public var canonical: Int64 { nanopascalSeconds }

    public static let kind = "viscosity"
    public static let units = [MeasureUnit("mPa.s", 1_000_000), MeasureUnit("Pa.s", 1_000_000_000)]
}
