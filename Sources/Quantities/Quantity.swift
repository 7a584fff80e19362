// SPDX-License-Identifier: Apache-2.0

/// A physical quantity held as an exact integer of one canonical unit.
///
/// The arithmetic comes in two kinds. Operators (`+`, `-`) are for values that a check at the edge has already bounded:
/// an overflow there is a bug of ours and stops the program. The throwing methods (`adding`, `subtracting`) are for the
/// edges, where the values come from somebody else.
public protocol Quantity: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// The amount in the type's canonical unit, which the type's own initialiser names.
    var canonical: Int64 { get }
    /// Makes a quantity of `canonical` canonical units.
    init(canonical: Int64)
}

extension Quantity {
    @inlinable public static var zero: Self { Self(canonical: 0) }
    @inlinable public static var max: Self { Self(canonical: .max) }

    @inlinable public static func == (left: Self, right: Self) -> Bool { left.canonical == right.canonical }
    @inlinable public static func < (left: Self, right: Self) -> Bool { left.canonical < right.canonical }

    @inlinable public static func + (left: Self, right: Self) -> Self {
        let (sum, overflow) = left.canonical.addingReportingOverflow(right.canonical)
        precondition(!overflow, "a quantity overflowed in addition")
        return Self(canonical: sum)
    }

    @inlinable public static func - (left: Self, right: Self) -> Self {
        let (difference, overflow) = left.canonical.subtractingReportingOverflow(right.canonical)
        precondition(!overflow, "a quantity overflowed in subtraction")
        return Self(canonical: difference)
    }

    @inlinable public static func += (left: inout Self, right: Self) { left = left + right }
    @inlinable public static func -= (left: inout Self, right: Self) { left = left - right }

    /// The sum, or ``QuantityError/overflow``.
    @inlinable public func adding(_ other: Self) throws(QuantityError) -> Self {
        let (sum, overflow) = canonical.addingReportingOverflow(other.canonical)
        guard !overflow else { throw .overflow }
        return Self(canonical: sum)
    }

    /// The difference, or ``QuantityError/overflow``.
    @inlinable public func subtracting(_ other: Self) throws(QuantityError) -> Self {
        let (difference, overflow) = canonical.subtractingReportingOverflow(other.canonical)
        guard !overflow else { throw .overflow }
        return Self(canonical: difference)
    }

    /// `self * numerator / denominator`, exact in between, rounded as told; ``QuantityError/overflow`` where it does not
    /// fit, ``QuantityError/divisionByZero`` for a zero denominator.
    @inlinable public func scaled(
        by numerator: Int64, over denominator: Int64, rounding: Rounding
    ) throws(QuantityError) -> Self {
        Self(canonical: try WideArithmetic.multiply(canonical, numerator, dividingBy: denominator, rounding: rounding))
    }
}
