// SPDX-License-Identifier: Apache-2.0

/// A pressure, in whole pascals; negative below the reference.
@frozen public struct Pressure: Quantity {
    /// The pressure in pascals; 1 mmHg is 133.322 Pa.
    public let pascals: Int64

    @inlinable public init(pascals: Int64) { self.pascals = pascals }
    @inlinable public init(canonical: Int64) { self.init(pascals: canonical) }
    @inlinable public var canonical: Int64 { pascals }
}
