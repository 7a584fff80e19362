// SPDX-License-Identifier: Apache-2.0

/// A sine of the far pressure, and what of it comes through the line to the pump.
package struct TipWave: Sendable, BitwiseCopyable {
    /// Half of peak to peak at the tip, in pascals.
    private(set) var amplitude = 0.0
    private(set) var hertz = 1.0
    private var turns = 0.0
    /// What comes through, in step with the wave and a quarter turn from it.
    private var inStep = 0.0
    private var quarter = 0.0

    @_noAllocation @_noLocks
    package init() {}

    @_noAllocation @_noLocks
    package init(amplitude: Double, hertz: Double, turns: Double = 0) {
        self.amplitude = amplitude
        self.hertz = hertz
        self.turns = turns
    }

    /// Goes on in step as another wave.
    @_noAllocation @_noLocks
    mutating func become(amplitude: Double, hertz: Double) {
        self.amplitude = amplitude
        self.hertz = hertz
    }

    /// The steady answer of a line that lets go at `rate` (1/s), to `share` of the tip's pressure:
    /// share / (1 + i w) with w = 2 pi f / rate.
    @_noAllocation @_noLocks
    mutating func passThrough(rate: Double, share: Double) {
        guard rate > 0 else {
            inStep = 0
            quarter = 0
            return
        }
        let w = 6.283_185_307_179_586 * hertz / rate
        inStep = amplitude * share / (1 + w * w)
        quarter = -inStep * w
    }

    /// At the pump, in pascals.
    var pressure: Double {
        @_noAllocation @_noLocks get {
            guard inStep != 0 else { return 0 }
            let (sine, cosine) = Turn.sineAndCosine(turns)
            return inStep * sine + quarter * cosine
        }
    }

    @_noAllocation @_noLocks
    mutating func pass(seconds: Double) {
        turns += seconds * hertz
        if turns >= 1 { turns -= Double(Int(turns)) }
    }
}
