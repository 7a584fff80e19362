// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import SimulatedRig

/// One line that fails while the pump delivers into it: the whole controller, pulse by pulse, until it stops.
struct OcclusionRun {
    struct Result {
        /// The condition that stopped it; nil where none did.
        var condition: Condition?
        /// It stopped before anything was wrong.
        var isEarly = false
        /// From the fault on, in microlitres: what was pumped and did not arrive.
        var missed = 0.0
        /// From the fault to the stop, in seconds.
        var seconds = 0.0
        /// What comes out of the tip at once when the line opens after the stop, in microlitres.
        var bolus = 0.0
    }

    let cell: DetectCell
    let fault: DetectFault
    let seed: UInt64

    /// Strokes before the fault, and after it at most.
    private static let strokesBefore: Int64 = 30
    /// Pulses a second, as the reference head's stroke speed makes them.
    private static let pulseInterval = Duration(nanoseconds: 2_500_000)

    func run() -> Result {
        var line = DetectLine(compliance: cell.compliance, seed: seed)
        let model = line.model(share: cell.calibration.share(seed: seed), stroke: DisturbedRun.stroke)
        let profile = DetectPump.profile(line: model)
        var pump = DetectPump(profile: profile, rate: cell.rate)
        var draws = SeededNumbers(seed: seed &* 31 &+ UInt64(cell.rate * 100))
        let interval = DisturbedRun.stroke / (cell.rate * 1e9) * 86_400
        let share = Double(draws.next() >> 11) / 9_007_199_254_740_992
        let faultAt = interval * (Double(Self.strokesBefore) + share)
        let most = Swift.max(300, 2 * 3_600 / interval)
        let end = faultAt + most * interval
        var result = Result()
        pump.run(until: faultAt, &line)
        guard pump.isDelivering else {
            result.isEarly = true
            result.condition = pump.condition
            return result
        }
        line.fail(by: fault)
        let (pumped, delivered) = (pump.pumped, line.line.delivered)
        pump.run(until: end, &line)
        guard !pump.isDelivering else { return result }
        result.condition = pump.condition
        result.seconds = pump.seconds - faultAt
        let arrived: Double
        switch fault {
        case .slow, .tenfold: arrived = line.line.delivered - delivered
        // What runs back and forth through an open line is nobody's dose.
        case .sudden, .disconnected, .upstream: arrived = 0
        }
        result.missed = (pump.pumped - pumped - arrived) / 1e6
        if fault == .sudden || fault == .slow { result.bolus = opened(&line, at: pump.seconds) }
        return result
    }

    /// What leaves the tip when the line opens, beyond what the far pressure's own changes move.
    private func opened(_ line: inout DetectLine, at seconds: Double) -> Double {
        let excess = line.line.pressure - DetectLine.tip
        line.open()
        return excess * line.line.compliance / 1e6
    }
}
