// SPDX-License-Identifier: Apache-2.0

/// Seeded noise (SplitMix64; Steele, Lea, Flood 2014), the same on every machine.
struct SimulatedNoise: Sendable, BitwiseCopyable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Uniform in [0, 1).
    @_noAllocation @_noLocks
    mutating func uniform() -> Double {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed = mixed ^ (mixed >> 31)
        return Double(Int64(bitPattern: mixed >> 11)) / 9_007_199_254_740_992
    }

    /// Normal with mean 0 and deviation 1, as the sum of twelve uniforms (Irwin-Hall): no logarithm, tails end at 6.
    @_noAllocation @_noLocks
    mutating func normal() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += uniform() }
        return sum
    }
}
