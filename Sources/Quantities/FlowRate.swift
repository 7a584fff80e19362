// SPDX-License-Identifier: Apache-2.0

/// A flow of liquid, exact in picolitres a day.
@frozen public struct FlowRate: Quantity {
    /// The flow in picolitres a day; 1 mL/day is 1e9.
    public let picolitersPerDay: Int64

    @inlinable public init(picolitersPerDay: Int64) { self.picolitersPerDay = picolitersPerDay }
    @inlinable public init(canonical: Int64) { self.init(picolitersPerDay: canonical) }
    @inlinable public var canonical: Int64 { picolitersPerDay }
}
