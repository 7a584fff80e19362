// SPDX-License-Identifier: Apache-2.0

/// A ratio of two like quantities, in parts a million; 1 % is 10,000.
@frozen public struct Ratio: Quantity {
    /// The ratio in parts a million.
    public let partsPerMillion: Int64

    @inlinable public init(partsPerMillion: Int64) { self.partsPerMillion = partsPerMillion }
    @inlinable public init(canonical: Int64) { self.init(partsPerMillion: canonical) }
    @inlinable public var canonical: Int64 { partsPerMillion }
}
