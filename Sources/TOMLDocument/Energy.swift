// SPDX-License-Identifier: Apache-2.0
import Quantities

/// An energy, exact in nanojoules (up to 9.2 GJ).
public struct Energy: Measure {
    /// The energy in nanojoules; 1 J is 1e9.
    public let nanojoules: Int64

    public init(nanojoules: Int64) { self.nanojoules = nanojoules }
    public init(canonical: Int64) { self.init(nanojoules: canonical) }
    public var canonical: Int64 { nanojoules }

    public static let kind = "quantity of energy"
    public static let units = [
        MeasureUnit("J", 1_000_000_000), MeasureUnit("kJ", 1_000_000_000_000), MeasureUnit("mJ", 1_000_000),
        MeasureUnit("uJ", 1_000), MeasureUnit("nJ", 1),
    ]
}
