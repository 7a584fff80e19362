// SPDX-License-Identifier: Apache-2.0

/// A volume of liquid, exact in picolitres (up to 9.2 million litres).
@frozen public struct Volume: Quantity {
    /// The volume in picolitres (1e-12 L).
    public let picoliters: Int64

    @inlinable public init(picoliters: Int64) { self.picoliters = picoliters }
    @inlinable public init(canonical: Int64) { self.init(picoliters: canonical) }
    @inlinable public var canonical: Int64 { picoliters }
}
