// SPDX-License-Identifier: Apache-2.0

/// Products of two 64-bit integers divided by a third, exact in 128 bits.
public enum WideArithmetic {
    /// `numerator / denominator` rounded as told. `denominator` is positive.
    @inlinable public static func divide(_ numerator: Int128, by denominator: Int128, rounding: Rounding) -> Int128 {
        precondition(denominator > 0, "a denominator is positive")
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        switch rounding {
        case .down: return remainder < 0 ? quotient - 1 : quotient
        case .up: return remainder > 0 ? quotient + 1 : quotient
        case .nearest:
            let floor = remainder < 0 ? quotient - 1 : quotient
            let above = remainder < 0 ? remainder + denominator : remainder
            return above >= denominator - above ? floor + 1 : floor
        }
    }

    /// `left * right / divisor` in 64 bits; throws where it does not fit or the divisor is not positive.
    @inlinable public static func multiply(
        _ left: Int64, _ right: Int64, dividingBy divisor: Int64, rounding: Rounding
    ) throws(QuantityError) -> Int64 {
        guard divisor > 0 else { throw .divisionByZero }
        let wide = divide(Int128(left) * Int128(right), by: Int128(divisor), rounding: rounding)
        guard wide >= Int128(Int64.min), wide <= Int128(Int64.max) else { throw .overflow }
        return Int64(truncatingIfNeeded: wide)
    }
}
