// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import SimulatedRig

/// A sound line, disturbed for years: whatever is found is false. The detectors alone, with the strokes of a constant
/// rate, so that years pass in seconds.
struct DisturbedRun {
    struct Result {
        var years = 0.0
        var alarms = 0
        /// Found before the compliance was known to be wrong, where it is: not counted.
        var earlyAlarms = 0
        var strokes: Int64 = 0
        /// Strokes until the drift condition was up; nil where it never was.
        var driftAfter: Int64?
    }

    /// A regular stroke in picolitres.
    static let stroke = 500_000.0
    /// A stroke comes in so many pushes, so many seconds apart.
    private static let pushes = 4
    private static let gap = 0.03

    let cell: DetectCell
    let seed: UInt64

    func run() -> Result {
        var line = DetectLine(compliance: cell.compliance, seed: seed &+ UInt64(cell.rate * 1_000))
        var watch = LineWatch(
            line.model(share: cell.calibration.share(seed: seed), stroke: Self.stroke), forward: 0)
        let interval = Self.stroke / (cell.rate * 1e9) * 86_400
        let years = cell.yearsOfHundredSeeds / 100
        let end = years * 365 * 86_400
        var result = Result(years: years)
        var (time, forward) = (0.0, 0.0)
        var (nextStroke, nextPush, nextReading) = (interval, Double.infinity, 0.0)
        var pushesLeft = 0
        while time < end {
            time = Swift.min(nextReading, nextPush, pushesLeft > 0 ? .infinity : nextStroke)
            line.pass(to: time)
            if time == nextPush {
                line.push(Self.stroke / Double(Self.pushes))
                forward += Self.stroke / Double(Self.pushes)
                pushesLeft -= 1
                nextPush = pushesLeft > 0 ? time + Self.gap : .infinity
            } else if time == nextReading {
                let due = Instant(nanoseconds: Int64(nextStroke * 1e9))
                let now = Instant(nanoseconds: Int64(time * 1e9))
                let finding = watch.read(at: now, pascals: line.read(), forward: Int64(forward), nextStroke: due)
                if case .some = finding {
                    count(&result, watch)
                    watch.restart(forward: Int64(forward))
                }
                if result.driftAfter == nil, watch.complianceHasDrifted { result.driftAfter = result.strokes }
                let next = Double(watch.nextReading(nextStroke: due).nanoseconds) * 1e-9
                nextReading = Swift.max(time + 0.001, next)
            } else {
                result.strokes += 1
                pushesLeft = Self.pushes
                nextPush = time
                nextStroke += interval
            }
        }
        return result
    }

    private func count(_ result: inout Result, _ watch: LineWatch) {
        let isEarly = cell.calibration != .calibrated && result.strokes < 200 && result.driftAfter == nil
        if isEarly { result.earlyAlarms += 1 } else { result.alarms += 1 }
    }
}
