// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What a path puts at its tip at a forward volume, by either model.
struct TipContents {
    private let path: PathContents
    private let dead: DeadVolume
    /// Not one plug is known.
    private let isUnknown: Bool
    /// Some plug is not known.
    private let isPartlyUnknown: Bool
    private let stirred: [StirredPath]

    init(path: PathContents, dead: DeadVolume) {
        self.path = path
        self.dead = dead
        let unknown = (0..<path.count).map { path.plug($0).isUnknown }
        isUnknown = unknown.allSatisfy { $0 }
        isPartlyUnknown = unknown.contains(true)
        // The nominal one first; the others are the corners of what may be.
        stirred = [dead.volume, dead.least, dead.most].flatMap { volume in
            [false, true].map { StirredPath(path, deadVolume: volume, isLate: $0) }
        }
    }

    func outlet(ofSlot slot: Int, rate: FlowRate) -> DoseRate? {
        let last = path.plug(path.count - 1)
        return last.isUnknown ? nil : Self.dose(rate, last.mixture[slot].picogramsPerMicroliter, .down)
    }

    func plugFlow(ofSlot slot: Int, at position: Volume, rate: FlowRate) -> TipDose? {
        guard dead.isKnown, !isUnknown else { return nil }
        var nominal: Int64 = 0
        var lowest = Int64.max
        var highest: Int64 = 0
        for index in 0..<path.count {
            let (least, most) = concentrations(slot, of: index)
            if index == 0 || begin(index).nominal <= Int128(position.picoliters) { nominal = most }
            let mayHaveCome = index == 0 || begin(index).earliest <= Int128(position.picoliters)
            let mayHaveGone = index + 1 < path.count && begin(index + 1).latest <= Int128(position.picoliters)
            guard mayHaveCome, !mayHaveGone else { continue }
            lowest = min(lowest, least)
            highest = max(highest, most)
        }
        return TipDose(
            nominal: Self.dose(rate, nominal, .down), lowest: Self.dose(rate, lowest, .down),
            highest: Self.dose(rate, highest, .up))
    }

    func wellMixed(ofSlot slot: Int, at position: Volume, rate: FlowRate) -> TipDose? {
        guard dead.isKnown, !isPartlyUnknown else { return nil }
        let plugs = (0..<path.count).map { Double(path.plug($0).mixture[slot].picogramsPerMicroliter) }
        let doses = stirred.map { Self.dose(rate, $0.concentration(at: position, of: plugs)) }
        return TipDose(
            nominal: doses[0], lowest: doses.min() ?? doses[0], highest: doses.max() ?? doses[0])
    }

    /// The fronts that may still be on their way; nil where the dead volume is not stated.
    func fronts(from position: Volume, drugs: [PathDrug], volumes: VolumeAhead) -> [PlugFront]? {
        guard dead.isKnown else { return nil }
        func arrival(_ volume: Int128) -> PlugFront.Arrival {
            if volume <= Int128(position.picoliters) { return .passed }
            return volumes.time(reaching: volume).map { .after($0) } ?? .notForeseen
        }
        return (1..<max(1, path.count)).compactMap { index in
            let volumes = begin(index)
            guard volumes.latest > Int128(position.picoliters) else { return nil }
            let plug = path.plug(index)
            let contents = drugs.map {
                PlugFront.Content(drug: $0.name, concentration: plug.mixture[$0.slot])
            }
            return PlugFront(
                contents: plug.isUnknown ? nil : contents, earliest: arrival(volumes.earliest),
                nominal: arrival(volumes.nominal), latest: arrival(volumes.latest))
        }
    }

    /// The forward volumes at which a plug's front may be at the tip.
    private func begin(_ index: Int) -> (earliest: Int128, nominal: Int128, latest: Int128) {
        let plug = path.plug(index)
        return (
            Int128(plug.earliest.picoliters) + Int128(dead.least.picoliters),
            Int128(plug.earliest.picoliters) + Int128(dead.volume.picoliters),
            Int128(plug.latest.picoliters) + Int128(dead.volume.picoliters) + Int128(dead.uncertainty.picoliters)
        )
    }

    /// The least and the most that a plug may carry.
    private func concentrations(_ slot: Int, of index: Int) -> (least: Int64, most: Int64) {
        guard path.plug(index).isUnknown else {
            let known = path.plug(index).mixture[slot].picogramsPerMicroliter
            return (known, known)
        }
        return (0, (0..<path.count).map { path.plug($0).mixture[slot].picogramsPerMicroliter }.max() ?? 0)
    }

    private static func dose(_ rate: FlowRate, _ concentration: Int64, _ rounding: Rounding) -> DoseRate {
        // pL/day x pg/uL is in millionths of pg/day.
        let product = Int128(rate.picolitersPerDay) * Int128(concentration)
        let dose = WideArithmetic.divide(product, by: 1_000_000, rounding: rounding)
        return DoseRate(picogramsPerDay: Int64(clamping: dose))
    }

    private static func dose(_ rate: FlowRate, _ concentration: Double) -> DoseRate {
        let dose = Double(rate.picolitersPerDay) * concentration / 1e6
        return DoseRate(picogramsPerDay: Int64(exactly: dose.rounded()) ?? .max)
    }
}
