// SPDX-License-Identifier: Apache-2.0
import Quantities

extension LineWatch {
    /// How sure a window can be at best: a line is never quite as it is known.
    private static var leastVariance: Double { @_noAllocation @_noLocks get { 0.02 } }

    /// What the window that ends here says.
    @_noAllocation @_noLocks
    mutating func judge(at now: Instant, pascals: Int64) -> Finding? {
        let density = model.noiseDensity / (jump * jump)
        // What the line was still coming from: its strokes are accounted for, so little, unless posture moved it.
        let shift = model.shift / jump
        let tail = start < unsettledUntil ? Swift.max(0.25, shift * shift) : 0.25
        fit = window.fit(
            density: density, tailVariance: tail, gainVariance: complianceVariance + 0.02, keptVariance: 1_000)
        gainFit = window.fit(density: density, tailVariance: tail, gainVariance: 1, keptVariance: 0.05)
        windows += 1
        let isClosed = judgeOcclusion(at: now)
        let isEmpty = judgeEmptiness(at: now)
        followCompliance(density: density, tailVariance: tail)
        if occlusion.evidence == 0 { clearUntil = lastForward }
        if isClosed { return .closed }
        if isEmpty { return hasFallen(pascals) ? .leaking : .unfilled }
        return isAboveRest(pascals) ? .pressureHigh : nil
    }

    @_noAllocation @_noLocks
    private mutating func judgeOcclusion(at now: Instant) -> Bool {
        let variance = Swift.max(Self.leastVariance, fit.keptVariance)
        // A closed line keeps all that its strokes lift it by, however far it swells.
        let least = complianceVariance > 0.02 ? 0.7 : 1
        let scale = gainFit.gainVariance < 0.05 ? Swift.max(least, Swift.min(2.5, gainFit.gain)) : 1
        // No stroke lifts the pressure by more than a closed line does: it was lifted, or lowered, from outside. That a few
        // windows in a row are hides nothing for longer.
        if fit.kept > 2.5 * scale || fit.kept < -1.5, disturbances < 3 {
            if start >= unsettledUntil { disturbances += 1 }
            unsettledUntil = now + Duration(nanoseconds: Int64(5.5 * timeConstant * 1e9))
            return fit.kept < 0 ? occlusion.add(-SequentialTest.threshold, atLeast: 3) : false
        }
        if fit.kept < 0.5 { disturbances = 0 }
        // The further beyond what a closed line keeps, the less it says of one.
        let spread = root(variance + Swift.max(0.09, complianceVariance))
        let beyond = Swift.max(0, (fit.kept - scale) / spread - 1.5)
        let share = disturbances < 3 ? Swift.max(0, 1 - beyond / 1.5) : 1
        // What posture does to a line that is slow to let go of it lasts for more than one window.
        let count = seconds(now - start) < 3 * timeConstant ? 5.0 : 3
        // The ratio of the likelihoods of keeping all and keeping none.
        return occlusion.add((fit.kept - 0.5 * scale) * share / variance, atLeast: count)
    }

    /// Strokes that leave no trace. A line that swells up to 1.6 times as much as known leaves 0.6 of the trace.
    @_noAllocation @_noLocks
    private mutating func judgeEmptiness(at now: Instant) -> Bool {
        let variance = Swift.max(Self.leastVariance, gainFit.gainVariance)
        // A breath that keeps step with the strokes may hide them for as long as it does: a minute, say, and two where the
        // strokes come about as often as breaths.
        let length = Swift.max(1, seconds(now - start))
        let interval = length / window.closed
        let together = interval > 3 && interval < 10 ? Swift.min(24, 120 / length) : Swift.min(12, 60 / length)
        let count = 3 + together * Swift.min(1, 2 * swing())
        return emptiness.add((0.45 - gainFit.gain) * 0.8 / variance, atLeast: count)
    }

    /// How far breath (0.25 Hz) moves the pressure through the line's time constant, in jumps.
    @_noAllocation @_noLocks
    func swing() -> Double {
        let w = 1.570_8 * timeConstant
        return model.pulsation / jump / root(1 + w * w)
    }

    /// How far the line swells, from what each stroke lifts the pressure by and how soon it lets go of it. A line that may be
    /// closed or empty says little of it.
    @_noAllocation @_noLocks
    private mutating func followCompliance(density: Double, tailVariance: Double) {
        guard emptiness.evidence < 6, fit.kept < 0.5, gainFit.gain > -0.2, gainFit.gain < 2.2 else { return }
        let (widening, variance) = window.widening(density: density, tailVariance: tailVariance)
        let step = Self.wider - 1
        // What breath may feign of it, as far as its swing is felt.
        let noise = swing()
        let uncertainty = variance * fit.excess * step * step + 0.05 + noise * noise
        // It changes over months; a window's worth of that.
        complianceVariance += 0.000_01
        let weight = complianceVariance / (complianceVariance + uncertainty)
        complianceShare *= 1 + weight * Swift.max(-0.6, Swift.min(0.6, widening * step))
        complianceVariance *= 1 - weight
        forgetStep()
    }

    /// How surely the compliance is another than the model's by a third up or a quarter down.
    public var complianceHasDrifted: Bool {
        @_noAllocation @_noLocks
        get {
            guard strokes >= 100, windows >= 20, complianceVariance < 0.015 else { return false }
            return complianceShare > 1.33 || complianceShare < 0.75
        }
    }

    // MARK: - Thresholds, for what the tests miss

    /// Twice in a row: a single reading may be the sensor's.
    @_noAllocation @_noLocks
    mutating func isBeyondLimit(_ pascals: Int64) -> Bool {
        readingsBeyond = Double(pascals) >= model.limit ? readingsBeyond + 1 : 0
        return readingsBeyond >= 2
    }

    /// Beyond all that posture and height together do, three windows in a row.
    @_noAllocation @_noLocks
    private mutating func isAboveRest(_ pascals: Int64) -> Bool {
        let pressure = Double(pascals)
        guard let rest = restingPressure else {
            restingPressure = pressure
            return false
        }
        let isBeyond = pressure - rest > 1.2 * model.shift + jump
        windowsBeyond = isBeyond ? windowsBeyond + 1 : 0
        if !isBeyond { restingPressure = rest + (pressure - rest) / 50 }
        return windowsBeyond >= 3
    }

    /// Whether the pressure stands nearer to the ambient than to where it was.
    @_noAllocation @_noLocks
    private func hasFallen(_ pascals: Int64) -> Bool {
        guard let rest = restingPressure, rest > 400 else { return false }
        return Double(pascals) < rest / 2
    }

    /// The square root by Newton's steps: the four operations alone.
    @_noAllocation @_noLocks
    private func root(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        var estimate = x < 1 ? 1 : x
        // From above, each step at least halves what is too much until it doubles the digits.
        for _ in 0..<40 {
            let next = 0.5 * (estimate + x / estimate)
            guard next < estimate * 0.999_999 else { return next }
            estimate = next
        }
        return estimate
    }
}
