// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What really left the tip, by a physical model of its own: liquid that entered the path leaves it when one dead volume
/// has followed. Three catheters at once, all within the stated uncertainty: the smallest, the middle and the largest.
///
/// Nothing of the controller's is used but what it was told and what the motor made. Masses are in picolitres times
/// picograms a microlitre; time is true time, in nanoseconds.
struct TipAccount {
    /// Drugs that the search uses: slots 0 and 1. A lane is a catheter and a slot.
    static let slots = 2
    typealias Lanes = SIMD8<Int64>

    struct Delivery {
        let begin: Int64
        let end: Int64
        let masses: Lanes
    }

    /// More left the tip within a rolling window than its ceiling.
    struct Excess: CustomStringConvertible {
        let window: DoseWindow
        let slot: Int
        let catheter: Volume
        let mass: Int64
        let ceiling: Int64
        let at: Int64
        var description: String {
            "\(window) window, drug \(slot), dead volume \(catheter): \(mass) of \(ceiling) at \(Duration(nanoseconds: at))"
        }
    }

    /// The reservoir's mixtures by the true volume at which each began to enter; the first is what was there before.
    private var entered: [(at: Int64, mixture: DrugMixture)] = []
    private var reservoir = DrugMixture()
    private let catheters: [Int64]
    private(set) var position: Int64 = 0
    private var deliveries: [Delivery] = []
    private var hourBegins = 0
    private var dayBegins = 0
    private var hour = Lanes(repeating: 0)
    private var day = Lanes(repeating: 0)
    private(set) var excess: Excess?
    /// A planted defect: what is held against the ceilings, in percent of what left.
    private let percent: Int64
    /// The fullest that any window was, in percent of its ceiling.
    private(set) var fullest: Int64 = 0

    init(dead: DeadVolume, percent: Int64 = 100) {
        catheters = [dead.least.picoliters, dead.volume.picoliters, dead.most.picoliters]
        self.percent = percent
    }

    mutating func fill(_ mixture: DrugMixture) {
        reservoir = mixture
        guard !entered.isEmpty else { return }
        if entered.last!.at == position, entered.count > 1 { entered.removeLast() }
        entered.append((position, mixture))
    }

    /// Somebody rinsed the path.
    mutating func rinse() { entered = [(.min, DrugMixture()), (position, reservoir)] }

    /// The motor delivered a volume, from `begin` to `end`, under these ceilings.
    mutating func deliver(_ volume: Int64, from begin: Int64, to end: Int64, under ceilings: DoseCeilings) {
        // Of a path of unknown contents only one thing is sure: it cannot hold more than what is at hand.
        if entered.isEmpty { entered = [(.min, reservoir)] }
        var masses = Lanes(repeating: 0)
        for (index, catheter) in catheters.enumerated() {
            add(from: position - catheter, to: position + volume - catheter, catheter: index, &masses)
        }
        position += volume
        deliveries.append(Delivery(begin: begin, end: end, masses: masses &* percent / 100))
        check(ceilings)
    }

    private func add(from start: Int64, to end: Int64, catheter: Int, _ masses: inout Lanes) {
        var upper = end
        for plug in entered.reversed() where plug.at < upper {
            let lower = max(plug.at, start)
            for slot in 0..<Self.slots {
                masses[catheter * Self.slots + slot] += (upper - lower) * plug.mixture[slot].picogramsPerMicroliter
            }
            upper = lower
            if upper == start { return }
        }
    }

    private mutating func check(_ ceilings: DoseCeilings) {
        let last = deliveries[deliveries.count - 1]
        hour &+= last.masses
        day &+= last.masses
        while deliveries[hourBegins].end <= last.begin - Duration.hour.nanoseconds {
            hour &-= deliveries[hourBegins].masses
            hourBegins += 1
        }
        while deliveries[dayBegins].end <= last.begin - Duration.day.nanoseconds {
            day &-= deliveries[dayBegins].masses
            dayBegins += 1
        }
        check(.hour, hour, last, ceilings)
        check(.day, day, last, ceilings)
        guard (0..<Self.slots).contains(where: { ceilings.bounds(.demand, $0) }) else { return }
        var demand = Lanes(repeating: 0)
        var index = deliveries.count - 1
        while index >= 0, deliveries[index].end > last.begin - ceilings.demandSpan.nanoseconds {
            demand &+= deliveries[index].masses
            index -= 1
        }
        check(.demand, demand, last, ceilings)
    }

    private mutating func check(_ window: DoseWindow, _ sums: Lanes, _ last: Delivery, _ ceilings: DoseCeilings) {
        for lane in 0..<Self.slots * catheters.count where last.masses[lane] > 0 {
            let slot = lane % Self.slots
            guard ceilings.bounds(window, slot) else { continue }
            let ceiling = ceilings[window, slot].picograms * 1_000_000
            fullest = max(fullest, sums[lane] * 100 / max(1, ceiling))
            guard sums[lane] > ceiling, excess == nil else { continue }
            excess = Excess(
                window: window, slot: slot, catheter: Volume(picoliters: catheters[lane / Self.slots]),
                mass: sums[lane],
                ceiling: ceiling, at: last.end)
        }
    }
}
