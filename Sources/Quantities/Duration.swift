// SPDX-License-Identifier: Apache-2.0

/// A span of time, exact in nanoseconds (up to 292 years); negative spans are allowed and say so by their sign.
@frozen public struct Duration: Quantity {
    /// The span in nanoseconds.
    public let nanoseconds: Int64

    @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }
    @inlinable public init(canonical: Int64) { self.init(nanoseconds: canonical) }
    @inlinable public var canonical: Int64 { nanoseconds }
}
