// SPDX-License-Identifier: Apache-2.0
import Quantities

/// How far a tube is worn: each roller compresses it once a revolution, whichever way.
struct TubeLife {
    let compressions: Int64?
    let remaining: Duration?
    let isWorn: Bool

    init(_ use: ServiceUse, facts: ServiceFacts, since mark: ServiceMarks.Replacement) {
        guard let rollers = facts.rollers else {
            (compressions, remaining, isWorn) = (nil, nil, false)
            return
        }
        let forward = max(0, Int128(use.forward.pulses) - Int128(mark.forward.pulses))
        let reverse = max(0, Int128(use.reverse.pulses) - Int128(mark.reverse.pulses))
        let made = WideArithmetic.divide(
            (forward + reverse) * Int128(rollers), by: Int128(facts.stepsPerRevolution.pulses), rounding: .up)
        let compressions = Int64(clamping: made)
        self.compressions = compressions
        guard let limit = facts.tubeCompressions else {
            (remaining, isWorn) = (nil, false)
            return
        }
        isWorn = compressions >= limit
        let left = max(0, limit - compressions)
        // The volume that the compressions left will deliver, and its time at the rate.
        let volume = Int128(left) * Int128(facts.revolution.picoliters) / Int128(rollers)
        guard left > 0 else {
            remaining = .zero
            return
        }
        guard use.rate > .zero else {
            remaining = nil
            return
        }
        let (integral, overflow) = volume.multipliedReportingOverflow(by: Int128(Duration.day.nanoseconds))
        let time = (overflow ? Int128.max : integral) / Int128(use.rate.picolitersPerDay)
        remaining = Duration(nanoseconds: Int64(clamping: time))
    }
}
