// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// The volume of a catheter's bore by its length, exact in picolitres a metre.
public struct VolumePerLength: Measure {
    /// 0.0026 mL/cm is 260,000,000.
    public let picolitersPerMeter: Int64

    public init(picolitersPerMeter: Int64) { self.picolitersPerMeter = picolitersPerMeter }
    public init(canonical: Int64) { self.init(picolitersPerMeter: canonical) }
    public var canonical: Int64 { picolitersPerMeter }

    public static let kind = "volume per length"
    public static let units = [
        MeasureUnit("mL/cm", 100_000_000_000), MeasureUnit("mL/m", 1_000_000_000), MeasureUnit("uL/cm", 100_000_000),
    ]
}
