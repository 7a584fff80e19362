// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// The pressure that drives a flow through a catheter, exact in pascal-seconds a millilitre.
public struct FlowResistance: Measure {
    /// 560 kPa.s/mL is 560,000.
    public let pascalSecondsPerMilliliter: Int64

    public init(pascalSecondsPerMilliliter: Int64) { self.pascalSecondsPerMilliliter = pascalSecondsPerMilliliter }
    public init(canonical: Int64) { self.init(pascalSecondsPerMilliliter: canonical) }
    public var canonical: Int64 { pascalSecondsPerMilliliter }

    public static let kind = "flow resistance"
    public static let units = [MeasureUnit("kPa.s/mL", 1_000), MeasureUnit("Pa.s/mL", 1)]

    /// The resistance of a round bore by Hagen-Poiseuille, 128 x viscosity x length / (pi x diameter^4), to the nearest
    /// pascal-second a millilitre; nil where it is no number that this type holds. It serves the simulation only.
    public init?(innerDiameter: Length, length: Length, viscosity: Viscosity) {
        let diameter = Double(innerDiameter.nanometers) / 1e9
        let meters = Double(length.nanometers) / 1e9
        let pascalSeconds = Double(viscosity.nanopascalSeconds) / 1e9
        let perCubicMeter = 128 * pascalSeconds * meters / (Double.pi * diameter * diameter * diameter * diameter)
        guard let whole = Int64(exactly: (perCubicMeter / 1e6).rounded()) else { return nil }
        self.init(pascalSecondsPerMilliliter: whole)
    }
}
