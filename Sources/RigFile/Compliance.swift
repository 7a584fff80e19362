// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// What volume a line takes up as its pressure rises, exact in picolitres a kilopascal.
public struct Compliance: Measure {
    /// 0.001 mL/kPa is 1e6.
    public let picolitersPerKilopascal: Int64

    public init(picolitersPerKilopascal: Int64) { self.picolitersPerKilopascal = picolitersPerKilopascal }
    public init(canonical: Int64) { self.init(picolitersPerKilopascal: canonical) }
    public var canonical: Int64 { picolitersPerKilopascal }

    public static let kind = "compliance"
    public static let units = [
        MeasureUnit("mL/kPa", 1_000_000_000), MeasureUnit("uL/kPa", 1_000_000), MeasureUnit("nL/kPa", 1_000),
    ]
}
