// SPDX-License-Identifier: Apache-2.0

/// Mass of drug in a volume of mixture, exact in picograms a microlitre (1 pg/uL is 1 ng/mL).
@frozen public struct Concentration: Quantity {
    /// The concentration in picograms a microlitre; 1 mg/mL is 1e6.
    public let picogramsPerMicroliter: Int64

    @inlinable public init(picogramsPerMicroliter: Int64) { self.picogramsPerMicroliter = picogramsPerMicroliter }
    @inlinable public init(canonical: Int64) { self.init(picogramsPerMicroliter: canonical) }
    @inlinable public var canonical: Int64 { picogramsPerMicroliter }
}
