// SPDX-License-Identifier: Apache-2.0

/// Sine and cosine by multiplication and addition alone, so that a simulation runs bit for bit alike on every machine.
enum Turn {
    /// Both for `turns` whole turns, 0 to 1, to about 10^-8.
    @_noAllocation @_noLocks
    static func sineAndCosine(_ turns: Double) -> (sine: Double, cosine: Double) {
        // From the nearest quarter turn, where both series are short.
        let quarter = Int(turns * 4 + 0.5)
        let x = (turns - Double(quarter) * 0.25) * 6.283_185_307_179_586
        let y = x * x
        let s = x * (1 - y * (1.0 / 6 - y * (1.0 / 120 - y * (1.0 / 5_040 - y * (1.0 / 362_880)))))
        let c = 1 - y * (0.5 - y * (1.0 / 24 - y * (1.0 / 720 - y * (1.0 / 40_320 - y * (1.0 / 3_628_800)))))
        switch quarter & 3 {
        case 0: return (s, c)
        case 1: return (c, -s)
        case 2: return (-s, -c)
        default: return (-c, s)
        }
    }
}
