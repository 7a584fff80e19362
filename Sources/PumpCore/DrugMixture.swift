// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The concentration of each drug that the core keeps account of, by slot. Which drug has which slot is the daemon's
/// to know; a slot is free again when its drug has left reservoir, path and windows.
@frozen public struct DrugMixture: Hashable, Sendable, BitwiseCopyable {
    /// Drugs of five in the reservoir and of those that are still on their way.
    @inlinable public static var capacity: Int { @_noAllocation @_noLocks get { 8 } }

    // By name and not by index: an InlineArray has no equality.
    @usableFromInline var amounts: SIMD8<Int64>

    /// Nothing of any drug.
    @inlinable @_noAllocation @_noLocks
    public init() { amounts = SIMD8(repeating: 0) }

    /// The concentration of the drug in `slot`, 0 to ``capacity`` - 1.
    @inlinable public subscript(slot: Int) -> Concentration {
        @_noAllocation @_noLocks get { Concentration(picogramsPerMicroliter: amounts[slot]) }
        @_noAllocation @_noLocks set { amounts[slot] = newValue.picogramsPerMicroliter }
    }

    /// Of each drug the higher of the two concentrations.
    @inlinable @_noAllocation @_noLocks
    public func highest(with other: DrugMixture) -> DrugMixture {
        var result = self
        var slot = 0
        while slot < Self.capacity {
            if other.amounts[slot] > result.amounts[slot] { result.amounts[slot] = other.amounts[slot] }
            slot += 1
        }
        return result
    }

    @inlinable @_noAllocation @_noLocks
    public static func == (left: Self, right: Self) -> Bool {
        var slot = 0
        while slot < capacity {
            if left.amounts[slot] != right.amounts[slot] { return false }
            slot += 1
        }
        return true
    }
    @inlinable @_noAllocation @_noLocks
    public static func != (left: Self, right: Self) -> Bool { !(left == right) }

    public func hash(into hasher: inout Hasher) {
        for slot in 0..<Self.capacity { hasher.combine(amounts[slot]) }
    }
}
