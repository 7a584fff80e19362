// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What of each drug leaves the pump, and what reaches the tip through pump path and catheter: now, over the hours to
/// come, and when each plug arrives.
///
/// Information for a person: the dose windows have their own arithmetic, which takes the worst case. Plug flow is exact
/// in integers; the well-mixed bound is ``TipDose`` figures of floating point.
public struct CatheterTransport: Hashable, Sendable {
    /// How far the samples reach.
    public static let horizon = Duration.hour * 72
    /// How far two samples are apart at most.
    public static let sampleInterval = Duration.hour

    /// In order of time, the first of now: each hour, and each time at which a rate or, by plug flow, the contents at the
    /// tip change; up to ``horizon`` or to where no rate is known.
    public let samples: [TransportSample]
    /// Of the plugs whose front may still be on its way, the nearest to the tip first; nil where the dead volume is not
    /// stated. They are foreseen as far as rates are known, beyond ``horizon`` too.
    public let fronts: [PlugFront]?

    /// What holds now.
    public var now: TransportSample { samples[0] }

    /// - Parameters:
    ///   - path: What is on its way to the tip.
    ///   - dead: The volume of that way.
    ///   - position: The forward volume of now.
    ///   - ahead: The rates to come; the first one holds now. None: at rest.
    ///   - drugs: Those of interest.
    public init(
        path: PathContents, dead: DeadVolume, position: Volume, ahead: [RateSegment], drugs: [PathDrug]
    ) {
        let volumes = VolumeAhead(from: position, segments: ahead)
        let tip = TipContents(path: path, dead: dead)
        let fronts = tip.fronts(from: position, drugs: drugs, volumes: volumes)
        self.fronts = fronts
        samples = Self.times(volumes: volumes, fronts: fronts ?? []).map { time in
            let rate = volumes.rate(at: time)
            let position = volumes.position(at: time)
            let transports = drugs.map { drug in
                DrugTransport(
                    drug: drug.name, outlet: tip.outlet(ofSlot: drug.slot, rate: rate),
                    plugFlow: tip.plugFlow(ofSlot: drug.slot, at: position, rate: rate),
                    wellMixed: tip.wellMixed(ofSlot: drug.slot, at: position, rate: rate))
            }
            return TransportSample(after: time, rate: rate, position: position, drugs: transports)
        }
    }

    private static func times(volumes: VolumeAhead, fronts: [PlugFront]) -> [Duration] {
        let end = min(horizon, volumes.end)
        var times: Set<Duration> = [.zero, end]
        var hour = Duration.zero
        while hour < end {
            times.insert(hour)
            hour += sampleInterval
        }
        times.formUnion(volumes.changes)
        for front in fronts {
            for case .after(let time) in [front.earliest, front.nominal, front.latest] { times.insert(time) }
        }
        return times.filter { $0 <= end }.sorted()
    }
}
