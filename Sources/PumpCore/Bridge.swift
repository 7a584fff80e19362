// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The way from one mixture to another: what is still in the path is delivered at the rate that gives the new program's
/// dose at the old concentration, plug by plug (BR-D07). By forward volume, so that a stop or a restart changes nothing.
@frozen public struct Bridge: Hashable, Sendable, BitwiseCopyable {
    public static var capacity: Int { @_noAllocation @_noLocks get { 8 } }

    public var count: Int { @_noAllocation @_noLocks get { used } }
    @usableFromInline var used: Int
    @usableFromInline var ends: SIMD8<Int64>
    @usableFromInline var rates: SIMD8<Int64>

    /// No bridge.
    @inlinable @_noAllocation @_noLocks
    public init() {
        used = 0
        ends = SIMD8<Int64>(repeating: 0)
        rates = SIMD8<Int64>(repeating: 0)
    }

    /// Adds a segment that ends at a forward volume; false where there is no room or it ends before the one before.
    public mutating func append(until end: Volume, rate: FlowRate) -> Bool {
        guard count < Self.capacity, count == 0 || end.picoliters > ends[count - 1], rate > .zero else { return false }
        ends[count] = end.picoliters
        rates[count] = rate.picolitersPerDay
        used += 1
        return true
    }

    @_noAllocation @_noLocks
    public func segment(_ index: Int) -> (end: Volume, rate: FlowRate) {
        (Volume(picoliters: ends[index]), FlowRate(picolitersPerDay: rates[index]))
    }

    /// The segment at a forward volume, which is in ``DeliveryIntegral``'s unit; nil when the bridge is through.
    @_noAllocation @_noLocks
    func segment(at position: Int128) -> (end: Int128, rate: FlowRate)? {
        var index = 0
        while index < count {
            let end = Int128(ends[index]) * DeliveryIntegral.perPicoliter
            if position < end { return (end, FlowRate(picolitersPerDay: rates[index])) }
            index += 1
        }
        return nil
    }

    /// The fastest of its rates; zero for none.
    @_noAllocation @_noLocks
    public func highestRate() -> FlowRate {
        var highest: Int64 = 0
        var index = 0
        while index < count {
            highest = Swift.max(highest, rates[index])
            index += 1
        }
        return FlowRate(picolitersPerDay: highest)
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.count == right.count && left.ends == right.ends && left.rates == right.rates
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for index in 0..<count {
            hasher.combine(ends[index])
            hasher.combine(rates[index])
        }
    }
}
