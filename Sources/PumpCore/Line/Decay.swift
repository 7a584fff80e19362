// SPDX-License-Identifier: Apache-2.0

/// The exponential function by multiplication and addition alone, so that what follows from it is bit for bit alike on
/// every machine: libraries differ in the last place.
public enum Decay {
    /// e to the power of -`x`, for x of zero or more, to about one part in 10^9; zero beyond 60.
    @_noAllocation @_noLocks
    public static func factor(_ x: Double) -> Double {
        guard x < 60 else { return 0 }
        let whole = Int(x)
        // e^-f = (e^(-f/8))^8; the series of the small power converges at once.
        let y = (x - Double(whole)) * 0.125
        let y2 = y * y
        var power = 1 - y + y2 * (1.0 / 2 - y * (1.0 / 6)) + y2 * y2 * (1.0 / 24 - y * (1.0 / 120) + y2 * (1.0 / 720))
        power *= power
        power *= power
        power *= power
        if whole & 1 != 0 { power *= 0.367_879_441_171_442_33 }
        if whole & 2 != 0 { power *= 0.135_335_283_236_612_69 }
        if whole & 4 != 0 { power *= 0.018_315_638_888_734_18 }
        if whole & 8 != 0 { power *= 3.354_626_279_025_118_5e-4 }
        if whole & 16 != 0 { power *= 1.125_351_747_192_591e-7 }
        if whole & 32 != 0 { power *= 1.266_416_554_909_417_6e-14 }
        return power
    }
}
