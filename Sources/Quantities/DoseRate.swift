// SPDX-License-Identifier: Apache-2.0

/// A rate of drug, exact in picograms a day.
@frozen public struct DoseRate: Quantity {
    /// The dose rate in picograms a day; 1 mg/day is 1e9.
    public let picogramsPerDay: Int64

    @inlinable public init(picogramsPerDay: Int64) { self.picogramsPerDay = picogramsPerDay }
    @inlinable public init(canonical: Int64) { self.init(picogramsPerDay: canonical) }
    @inlinable public var canonical: Int64 { picogramsPerDay }
}
