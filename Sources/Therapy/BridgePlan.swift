// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// The way from what the path holds to a new mixture (BR-D07).
struct BridgePlan {
    /// The longest that a bridge may take.
    static let longest: Duration = .day * 90

    private(set) var bridge = Bridge()
    private(set) var figures: BridgeFigures?
    private(set) var warnings: [ReviewWarning] = []
    private(set) var errors: [ReviewError] = []
    /// The path once the program is committed.
    private(set) var path: PathContents

    private let admixture: Admixture
    private let slots: DrugSlots
    private let dead: DeadVolume
    private let maximumRate: FlowRate
    private let forward: Volume

    /// - Parameter program: Complete but for its bridge.
    init(
        to program: DeliveryProgram, of prescription: Prescription, mean: FlowRate, slots: DrugSlots,
        in context: ReviewContext
    ) {
        path = context.therapy.path
        admixture = prescription.admixture
        self.slots = slots
        dead = program.dead
        maximumRate = program.maximumRate
        forward = context.forwardVolume
        let before = path.plug(path.count - 1)
        let changes = before.isUnknown || before.mixture != program.mixture
        path.enter(program.mixture, at: forward)
        guard dead.isKnown else {
            if changes, (0..<path.count - 1).contains(where: { holdsAnything(path.plug($0)) }) {
                warnings.append(.noBridge(.deadVolumeUnknown))
            }
            return
        }
        let ahead = plugsAhead()
        guard ahead.contains(where: holdsAnything), let primary = slots[admixture.primary.name] else { return }
        // Also where the mixture stays: a bridge under way would end here.
        if let reason = obstacle(ahead, primary: primary) {
            warnings.append(.noBridge(reason))
            return
        }
        guard ahead.contains(where: { $0.mixture[primary] != admixture.primary.concentration }) else {
            if changes { warnings += otherChanges(from: before.mixture) }
            return
        }
        guard ahead.allSatisfy({ rate(mean, through: $0.mixture[primary]) > .zero }) else {
            warnings.append(.noBridge(.noBackground))
            return
        }
        lay(mean: mean, primary: primary)
        decide(declined: context.declinedBridge, isDecided: context.isInForce)
    }

    /// The plugs before the new mixture that have not left the tip by what was counted, the one nearest to it first.
    private func plugsAhead() -> [PathContents.Plug] {
        (0..<path.count - 1).filter { path.plug($0 + 1).latest + dead.volume > forward }.map { path.plug($0) }
    }

    private func holdsAnything(_ plug: PathContents.Plug) -> Bool { plug.isUnknown || plug.mixture != DrugMixture() }

    private func obstacle(_ ahead: [PathContents.Plug], primary: Int) -> ReviewWarning.NoBridge? {
        if ahead.contains(where: \.isUnknown) { return .contentsUnknown }
        let isThere = ahead.allSatisfy { $0.mixture[primary] > .zero }
        return isThere ? nil : .primaryAbsent(drug: admixture.primary.name)
    }

    /// The flow that gives the new program's dose out of a plug, rounded towards less.
    private func rate(_ mean: FlowRate, through concentration: Concentration) -> FlowRate {
        let dose = Int128(mean.picolitersPerDay) * Int128(admixture.primary.concentration.picogramsPerMicroliter)
        return FlowRate(picolitersPerDay: Int64(clamping: dose / Int128(concentration.picogramsPerMicroliter)))
    }

    private func otherChanges(from old: DrugMixture) -> [ReviewWarning] {
        (0..<DrugMixture.capacity).compactMap { slot in
            guard let name = slots.name(ofSlot: slot) else { return nil }
            let new = admixture.drugs.first { $0.name == name }?.concentration ?? .zero
            return new == old[slot] ? nil : .otherConcentration(drug: name, old: old[slot], new: new)
        }
    }

    /// A segment for each plug, up to where the one behind it reaches the tip.
    private mutating func lay(mean: FlowRate, primary: Int) {
        var segments: [BridgeFigures.Segment] = []
        var start = forward
        for index in 0..<path.count - 1 {
            let plug = path.plug(index)
            let next = path.plug(index + 1)
            // Where volume is unproven, the boundary that gives less: the slower rate for the longer part.
            let isFaster = plug.mixture[primary] < next.mixture[primary]
            let end = (isFaster ? next.earliest : next.latest) + dead.volume
            // One that has left the tip; perhaps it held nothing of the drug.
            guard end > start else { continue }
            let wanted = rate(mean, through: plug.mixture[primary])
            let rate = min(wanted, maximumRate)
            let volume = end - start
            guard let time = try? volume.time(at: rate), bridge.append(until: end, rate: rate) else {
                errors.append(.outOfRange)
                return
            }
            segments.append(
                BridgeFigures.Segment(
                    concentration: plug.mixture[primary], volume: volume, rate: rate, time: time,
                    dailyDoses: doses(of: plug.mixture, at: rate)))
            if wanted > maximumRate { note(.bridgeSlowed(maximum: maximumRate)) }
            start = end
        }
        guard let target = try? mean.doseRate(at: admixture.primary.concentration), !segments.isEmpty else { return }
        let time = segments.reduce(Int128(0)) { $0 + Int128($1.time.nanoseconds) }
        figures = BridgeFigures(
            target: target, segments: segments, volume: start - forward,
            time: Duration(nanoseconds: Int64(clamping: time)), uncertainty: dead.uncertainty)
    }

    private mutating func note(_ warning: ReviewWarning) {
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    private func doses(of mixture: DrugMixture, at rate: FlowRate) -> [ReviewFigures.DailyDose] {
        (0..<DrugMixture.capacity).compactMap { slot in
            guard mixture[slot] > .zero, let name = slots.name(ofSlot: slot),
                let dose = try? rate.doseRate(at: mixture[slot])
            else { return nil }
            return ReviewFigures.DailyDose(drug: name, rate: dose)
        }
    }

    private mutating func decide(declined: NamedOverride?, isDecided: Bool) {
        guard let figures else { return }
        if let declined {
            bridge = Bridge()
            warnings = [.bridgeDeclined(by: declined.name, reason: declined.reason)]
        } else if figures.time > Self.longest, !isDecided {
            errors.append(.bridgeTooLong(time: figures.time, most: Self.longest))
        } else {
            warnings.insert(
                .bridge(volume: figures.volume, uncertainty: figures.uncertainty, time: figures.time), at: 0)
        }
    }
}
