// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// How far an emulated battery is used up. Energies are in nanojoules, powers in picowatts, both within 128 bits.
struct BatteryLife {
    let used: Energy?
    let usedShare: Ratio?
    let capRemaining: Duration?
    let indicatorRemaining: Duration?
    let endRemaining: Duration?
    let isIndicatorDue: Bool
    let isReplacementDue: Bool
    let hasEnded: Bool

    init(_ use: ServiceUse, facts: ServiceFacts, marks: ServiceMarks) {
        let age = max(.zero, use.pumpTime - marks.battery.pumpTime)
        let strokes = max(0, use.strokes - marks.battery.strokes)
        let battery = facts.battery
        let power = battery.map { Self.power($0, facts: facts, rate: use.rate) } ?? 0
        let known = battery.map { Self.used($0, time: Int128(age.nanoseconds), strokes: strokes) }
        used = known.map { Energy(nanojoules: Int64(clamping: $0)) }
        usedShare = known.flatMap { known in
            battery.map { battery in
                let share = WideArithmetic.divide(
                    known * 1_000_000, by: Int128(battery.capacity.nanojoules), rounding: .up)
                return Ratio(partsPerMillion: Int64(clamping: share))
            }
        }
        capRemaining = facts.batteryCap.map { max(.zero, $0 - age) }

        // Of the capacity until the indicator and until nothing is left, and of the cap.
        let threshold = battery.map(Self.threshold)
        let capacity = battery.map { Int128($0.capacity.nanojoules) }
        let untilThreshold = Self.time(from: known, to: threshold, power: power)
        let untilEmpty = Self.time(from: known, to: capacity, power: power)
        let untilLastDays = capRemaining.map { max(.zero, $0 - ServiceLife.endAfterIndicator) }
        let untilIndicator = [untilThreshold, untilLastDays].compactMap { $0 }.min()
        isIndicatorDue = Self.isReached(threshold, by: known) || untilLastDays == .zero
        indicatorRemaining = marks.indicatorSince == nil ? untilIndicator : .zero

        let untilEnd: Duration?
        if let since = marks.indicatorSince {
            untilEnd = max(.zero, since + ServiceLife.endAfterIndicator - use.pumpTime)
        } else {
            untilEnd = untilIndicator.map { Instant.zero + $0 + ServiceLife.endAfterIndicator - Instant.zero }
        }
        endRemaining = [untilEnd, untilEmpty, capRemaining].compactMap { $0 }.min()
        // Not by what remains: less than a nanosecond is still something.
        let isOver = marks.indicatorSince.map { $0 + ServiceLife.endAfterIndicator <= use.pumpTime } ?? false
        hasEnded = isOver || Self.isReached(capacity, by: known) || capRemaining == .zero

        // The wall clock's difference: it only warns, and what nobody knows has expired.
        guard battery != nil || facts.batteryCap != nil else {
            isReplacementDue = false
            return
        }
        let isOn = isIndicatorDue || marks.indicatorSince != nil || hasEnded
        isReplacementDue = isOn || Self.isDue(use, age: age, strokes: strokes, facts: facts)
    }

    private static func isDue(_ use: ServiceUse, age: Duration, strokes: Int64, facts: ServiceFacts) -> Bool {
        guard let off = use.timeOff else { return true }
        let time = Int128(age.nanoseconds) + Int128(max(.zero, off).nanoseconds)
        if let battery = facts.battery, used(battery, time: time, strokes: strokes) >= threshold(battery) {
            return true
        }
        guard let cap = facts.batteryCap else { return false }
        return time >= Int128((cap - ServiceLife.endAfterIndicator).nanoseconds)
    }

    private static func isReached(_ limit: Int128?, by used: Int128?) -> Bool {
        guard let limit, let used else { return false }
        return used >= limit
    }

    private static func threshold(_ battery: ServiceFacts.Battery) -> Int128 {
        Int128(battery.capacity.nanojoules) * Int128(battery.replaceAt.partsPerMillion) / 1_000_000
    }

    /// Nanowatts times nanoseconds are 10^-9 nJ.
    private static func used(_ battery: ServiceFacts.Battery, time: Int128, strokes: Int64) -> Int128 {
        let quiescent = WideArithmetic.divide(
            Int128(battery.quiescentPower.nanowatts) * time, by: 1_000_000_000, rounding: .up)
        let moved = Int128(battery.energyPerStroke.nanojoules) * Int128(strokes)
        // Within what the share's product with a million can hold.
        return min(quiescent + moved, Int128(1) << 100)
    }

    /// What is drawn at a rate, in picowatts, rounded up.
    private static func power(_ battery: ServiceFacts.Battery, facts: ServiceFacts, rate: FlowRate) -> Int128 {
        // nJ a stroke x strokes a day / 86,400 s, in thousandths.
        let (product, overflow) = (Int128(battery.energyPerStroke.nanojoules) * 1_000).multipliedReportingOverflow(
            by: Int128(max(.zero, rate).picolitersPerDay))
        let moved = WideArithmetic.divide(
            overflow ? .max : product, by: Int128(facts.stroke.picoliters) * 86_400, rounding: .up)
        return Int128(battery.quiescentPower.nanowatts) * 1_000 + moved
    }

    /// How long it takes to use up what is between two energies; nil where it is not watched or nothing is drawn.
    private static func time(from used: Int128?, to limit: Int128?, power: Int128) -> Duration? {
        guard let used, let limit else { return nil }
        guard used < limit else { return .zero }
        guard power > 0 else { return nil }
        // nJ / pW is 1000 s.
        let (picojoules, overflow) = (limit - used).multipliedReportingOverflow(by: 1_000_000_000_000)
        return Duration(nanoseconds: Int64(clamping: (overflow ? .max : picojoules) / power))
    }
}
