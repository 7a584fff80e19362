// SPDX-License-Identifier: Apache-2.0

/// The exponential function by the four operations alone, so that a simulation runs bit for bit alike on every machine:
/// libraries differ in the last place.
enum Exponential {
    /// e to the power of -`x`, for x of zero or more, to about one part in 10^12.
    @_noAllocation @_noLocks
    static func decay(_ x: Double) -> Double {
        guard x < 60 else { return 0 }
        // e^-x = (e^(-x/1024))^1024; the series of the small power converges at once.
        let y = x / 1_024
        var power = 1 - y * (1 - y / 2 * (1 - y / 3 * (1 - y / 4 * (1 - y / 5 * (1 - y / 6 * (1 - y / 7))))))
        for _ in 0..<10 { power = power * power }
        return power
    }
}
