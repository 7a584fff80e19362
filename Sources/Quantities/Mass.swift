// SPDX-License-Identifier: Apache-2.0

/// A mass of drug, exact in picograms (up to 9.2 tonnes).
@frozen public struct Mass: Quantity {
    /// The mass in picograms (1e-12 g).
    public let picograms: Int64

    @inlinable public init(picograms: Int64) { self.picograms = picograms }
    @inlinable public init(canonical: Int64) { self.init(picograms: canonical) }
    @inlinable public var canonical: Int64 { picograms }
}
