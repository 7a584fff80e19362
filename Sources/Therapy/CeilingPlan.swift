// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// The dose ceilings of a program, each with whose it is.
struct CeilingPlan {
    struct Bound {
        let window: DoseWindow
        let slot: Int
        let drug: String
        let mass: Mass
        let owner: ReviewError.Owner
        /// The key in the therapy file that it is about.
        let field: String
        /// Of a drug that is on its way out.
        let isLeftOver: Bool
    }

    private(set) var ceilings = DoseCeilings()
    private(set) var bounds: [Bound] = []

    /// - Parameter old: The ceilings in force: a drug that is still in path or windows keeps its own.
    init(of prescription: Prescription, library: DrugLibrary, slots: DrugSlots, old: DoseCeilings) {
        let demand = prescription.demandBolus
        ceilings.demandSpan = demand?.ceilingWindow ?? old.demandSpan
        for (index, drug) in prescription.admixture.drugs.enumerated() {
            guard let slot = slots[drug.name] else { continue }
            let field = "drug[\(index + 1)]"
            if let hour = drug.hourCeiling { add(.hour, slot, drug, hour, .prescription, "\(field).hour-ceiling") }
            let limits = library.entry(named: drug.name)?.dailyDose
            if let limits, let hard = limits.upperHard, hard < drug.dayCeiling ?? .max {
                add(.day, slot, drug, hard, .library(drug: drug.name, source: limits.source), field)
            } else if let day = drug.dayCeiling {
                add(.day, slot, drug, day, .prescription, "\(field).day-ceiling")
            }
            if let ceiling = demand?.ceiling, index == prescription.admixture.primaryIndex {
                add(.demand, slot, drug, ceiling, .prescription, "demand-bolus.ceiling")
            }
        }
        let present = prescription.admixture.drugs.map(\.name)
        for (name, slot) in slots.all.sorted(by: { $0.value < $1.value }) where !present.contains(name) {
            for window in DoseWindow.allCases where old.bounds(window, slot) {
                ceilings[window, slot] = old[window, slot]
                bounds.append(
                    Bound(
                        window: window, slot: slot, drug: name, mass: old[window, slot], owner: .prescription,
                        field: "drug", isLeftOver: true))
            }
        }
    }

    private mutating func add(
        _ window: DoseWindow, _ slot: Int, _ drug: Drug, _ mass: Mass, _ owner: ReviewError.Owner, _ field: String
    ) {
        ceilings[window, slot] = mass
        bounds.append(
            Bound(
                window: window, slot: slot, drug: drug.name, mass: mass, owner: owner, field: field, isLeftOver: false))
    }

    /// How a window is called.
    func text(of window: DoseWindow) -> String {
        switch window {
        case .hour: return "hour"
        case .day: return "24 hours"
        case .demand: return "\(ceilings.demandSpan)"
        }
    }
}
