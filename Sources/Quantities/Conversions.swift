// SPDX-License-Identifier: Apache-2.0

// The relations between quantities. Every one is exact in 128 bits and rounds once, the way its caller names or, where
// the result decides a dose, towards less. Sources: rate = dose / concentration and mass = concentration x volume are
// definitions; a day is 86,400 s.

extension Duration {
    @inlinable public static var day: Duration { Duration(nanoseconds: 86_400_000_000_000) }
    @inlinable public static var hour: Duration { Duration(nanoseconds: 3_600_000_000_000) }
    @inlinable public static var minute: Duration { Duration(nanoseconds: 60_000_000_000) }
    @inlinable public static var second: Duration { Duration(nanoseconds: 1_000_000_000) }
    @inlinable public static var millisecond: Duration { Duration(nanoseconds: 1_000_000) }
    @inlinable public static var microsecond: Duration { Duration(nanoseconds: 1_000) }

    @inlinable public static func * (duration: Duration, count: Int64) -> Duration {
        let (product, overflow) = duration.nanoseconds.multipliedReportingOverflow(by: count)
        precondition(!overflow, "a duration overflowed in multiplication")
        return Duration(nanoseconds: product)
    }
}

extension FlowRate {
    /// The volume that flows in `duration` (rounded as told).
    @inlinable public func volume(in duration: Duration, rounding: Rounding = .down) throws(QuantityError) -> Volume {
        Volume(
            picoliters: try WideArithmetic.multiply(
                picolitersPerDay, duration.nanoseconds, dividingBy: Duration.day.nanoseconds, rounding: rounding))
    }

    /// The drug that this flow carries at `concentration`.
    @inlinable public func doseRate(
        at concentration: Concentration, rounding: Rounding = .down
    ) throws(QuantityError) -> DoseRate {
        DoseRate(
            picogramsPerDay: try WideArithmetic.multiply(
                picolitersPerDay, concentration.picogramsPerMicroliter, dividingBy: 1_000_000, rounding: rounding))
    }
}

extension DoseRate {
    /// The flow that gives this dose rate at `concentration`, rounded towards less.
    @inlinable public func flowRate(at concentration: Concentration) throws(QuantityError) -> FlowRate {
        FlowRate(
            picolitersPerDay: try WideArithmetic.multiply(
                picogramsPerDay, 1_000_000, dividingBy: concentration.picogramsPerMicroliter, rounding: .down))
    }
}

extension Volume {
    /// The drug in this volume at `concentration`.
    @inlinable public func mass(
        at concentration: Concentration, rounding: Rounding = .down
    ) throws(QuantityError) -> Mass {
        Mass(
            picograms: try WideArithmetic.multiply(
                picoliters, concentration.picogramsPerMicroliter, dividingBy: 1_000_000, rounding: rounding))
    }

    /// The flow that delivers this volume in `duration`, rounded towards less.
    @inlinable public func rate(over duration: Duration) throws(QuantityError) -> FlowRate {
        FlowRate(
            picolitersPerDay: try WideArithmetic.multiply(
                picoliters, Duration.day.nanoseconds, dividingBy: duration.nanoseconds, rounding: .down))
    }

    /// The time that this volume takes at `rate`, rounded up: never done early.
    @inlinable public func time(at rate: FlowRate) throws(QuantityError) -> Duration {
        Duration(
            nanoseconds: try WideArithmetic.multiply(
                picoliters, Duration.day.nanoseconds, dividingBy: rate.picolitersPerDay, rounding: .up))
    }
}

extension Mass {
    /// The volume that holds this mass at `concentration`, rounded towards less.
    @inlinable public func volume(at concentration: Concentration) throws(QuantityError) -> Volume {
        Volume(
            picoliters: try WideArithmetic.multiply(
                picograms, 1_000_000, dividingBy: concentration.picogramsPerMicroliter, rounding: .down))
    }
}
