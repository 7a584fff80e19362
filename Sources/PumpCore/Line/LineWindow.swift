// SPDX-License-Identifier: Apache-2.0

/// The pressure over one or a few strokes, against what an open and what a closed line would show.
///
/// y = a + b e^(-t/tau) + g f + x d, in units of one stroke's jump: `a` and `b` take up where the pressure stood and what
/// it was still coming from; f is what the strokes leave in an open line, d what a closed one keeps beyond that. An open
/// line has g = 1, x = 0; a closed one g = 1, x = 1; one that nothing was pumped into, or that leads nowhere, g = 0. The
/// four follow by least squares, each reading weighted by the time that it stands for.
struct LineWindow: Sendable, BitwiseCopyable {
    /// What the strokes since the window's beginning would have left in a closed line.
    private(set) var closed = 0.0
    private var tail = 1.0
    /// The first reading, from which the others are counted.
    private let origin: Double
    private var sums = Sums()

    struct Sums: Sendable, BitwiseCopyable {
        var w = 0.0, b = 0.0, f = 0.0, d = 0.0, bb = 0.0, bf = 0.0, bd = 0.0, ff = 0.0, fd = 0.0, dd = 0.0
        var y = 0.0, by = 0.0, fy = 0.0, dy = 0.0, yy = 0.0
        var s = 0.0, bs = 0.0, fs = 0.0, ss = 0.0, sy = 0.0
        var count = 0

        @_noAllocation @_noLocks
        init() {}
    }

    /// What the pressure came to, and how sure that is.
    struct Fit: Sendable, BitwiseCopyable {
        /// Of an open line's transient; 1 where the strokes went into a line as known.
        var gain = 0.0
        var gainVariance = 0.0
        /// What was kept beyond it; 0 open, 1 closed.
        var kept = 0.0
        var keptVariance = 0.0
        /// How much more the readings stray than their noise explains; 1 and more.
        var excess = 1.0
        @_noAllocation @_noLocks
        init() {}
    }

    /// - Parameter reading: The first, in jumps.
    @_noAllocation @_noLocks
    init(first reading: Double) { origin = reading }

    /// - Parameters:
    ///   - reading: In jumps.
    ///   - weight: Seconds that it stands for.
    ///   - left: What all strokes so far have left in an open line, in jumps.
    ///   - wider: The same, in one that swells by a quarter more.
    ///   - factor: e^(-dt/tau) over the time since the last reading.
    ///   - pushed: Strokes' worth that were pumped since the last reading.
    @_noAllocation @_noLocks
    mutating func add(
        _ reading: Double, weight: Double, left open: Double, wider: Double, factor: Double, pushed: Double
    ) {
        closed += pushed
        tail *= factor
        let y = reading - origin
        let d = closed - open
        let wb = weight * tail
        let wf = weight * open
        let wd = weight * d
        let wy = weight * y
        sums.w += weight
        sums.b += wb
        sums.f += wf
        sums.d += wd
        sums.bb += wb * tail
        sums.bf += wb * open
        sums.bd += wb * d
        sums.ff += wf * open
        sums.fd += wf * d
        sums.dd += wd * d
        sums.y += wy
        sums.by += wb * y
        sums.fy += wf * y
        sums.dy += wd * y
        sums.yy += wy * y
        let slope = wider - open
        let ws = weight * slope
        sums.s += ws
        sums.bs += ws * tail
        sums.fs += ws * open
        sums.ss += ws * slope
        sums.sy += ws * y
        sums.count += 1
    }

    /// - Parameters:
    ///   - density: The readings' noise in jumps squared times seconds.
    ///   - tailVariance: How large `b` may be, squared.
    ///   - gainVariance: How far `g` may be from 1 before anything was seen, squared.
    ///   - keptVariance: How far `x` may be from 0 before anything was seen, squared.
    @_noAllocation @_noLocks
    func fit(density: Double, tailVariance: Double, gainVariance: Double, keptVariance: Double) -> Fit {
        // Eliminate a, then b, g, x, with what is known beforehand of b and g as one more reading each.
        let n = sums.w
        let bb = sums.bb - sums.b * sums.b / n + density / tailVariance
        let bf = sums.bf - sums.b * sums.f / n
        let bd = sums.bd - sums.b * sums.d / n
        let by = sums.by - sums.b * sums.y / n
        var ff = sums.ff - sums.f * sums.f / n + density / gainVariance
        var fd = sums.fd - sums.f * sums.d / n
        var fy = sums.fy - sums.f * sums.y / n + density / gainVariance
        var dd = sums.dd - sums.d * sums.d / n + density / keptVariance
        var dy = sums.dy - sums.d * sums.y / n
        var yy = sums.yy - sums.y * sums.y / n + density / gainVariance
        ff -= bf * bf / bb
        fd -= bf * bd / bb
        fy -= bf * by / bb
        dd -= bd * bd / bb
        dy -= bd * by / bb
        yy -= by * by / bb
        var fit = Fit()
        let determinant = ff * dd - fd * fd
        guard determinant > 1e-12 * ff * dd, dd > 0 else {
            fit.gain = 1
            fit.gainVariance = 1e6
            fit.keptVariance = 1e6
            return fit
        }
        let g = (fy * dd - dy * fd) / determinant
        let x = (dy * ff - fy * fd) / determinant
        let rest = Swift.max(0, yy - g * fy - x * dy)
        // Each reading is `weight` long: its own variance is density / weight.
        let free = Double(Swift.max(1, sums.count - 4))
        fit.excess = Swift.max(1, rest / (density * free))
        fit.gain = g
        fit.kept = x
        fit.gainVariance = density * fit.excess * dd / determinant
        fit.keptVariance = density * fit.excess * ff / determinant
        return fit
    }

    /// By how much of a quarter the line swells more than known, on the understanding that it is open, and the variance of
    /// that: what of y - f goes with the difference that a quarter makes.
    @_noAllocation @_noLocks
    func widening(density: Double, tailVariance: Double) -> (share: Double, variance: Double) {
        let n = sums.w
        let bb = sums.bb - sums.b * sums.b / n + density / tailVariance
        let bs = sums.bs - sums.b * sums.s / n
        let by = sums.by - sums.bf - sums.b * (sums.y - sums.f) / n
        let ss = sums.ss - sums.s * sums.s / n - bs * bs / bb
        let sy = sums.sy - sums.fs - sums.s * (sums.y - sums.f) / n - bs * by / bb
        guard ss > 1e-9 * sums.ss, ss > 0 else { return (0, 1e6) }
        return (sy / ss, density / ss)
    }
}
