// SPDX-License-Identifier: Apache-2.0

/// Seeded noise (SplitMix64; Steele, Lea, Flood 2014), the same on every machine.
package struct SimulatedNoise: Sendable, BitwiseCopyable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    @_noAllocation @_noLocks
    private mutating func draw() -> UInt64 {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Uniform in [0, 1).
    @_noAllocation @_noLocks
    package mutating func uniform() -> Double {
        Double(Int64(bitPattern: draw() >> 11)) / 9_007_199_254_740_992
    }

    /// Normal with mean 0 and deviation 1, as the sum of twelve uniforms of 16 bits (Irwin-Hall): no logarithm, tails end
    /// at 6.
    @_noAllocation @_noLocks
    package mutating func normal() -> Double {
        var sum: UInt64 = 0
        for _ in 0..<3 {
            let four = draw()
            sum += (four & 0xFFFF) + (four >> 16 & 0xFFFF) + (four >> 32 & 0xFFFF) + (four >> 48)
        }
        return Double(Int64(bitPattern: sum)) * (1 / 65_536.0) - 5.999_908_447_265_625
    }
}
