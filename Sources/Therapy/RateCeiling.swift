// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The lowest of all maximum rates, and whose it is (BR-D02).
struct RateCeiling {
    let rate: FlowRate
    let owner: ReviewError.Owner

    init(of prescription: Prescription, rig: RigFacts, library: DrugLibrary) {
        var lowest = (rate: rig.maximumRate, owner: ReviewError.Owner.rig)
        if let own = prescription.maximumRate, own < lowest.rate { lowest = (own, .prescription) }
        for drug in prescription.admixture.drugs {
            guard let limits = library.entry(named: drug.name)?.doseRate, let hard = limits.upperHard,
                let rate = try? hard.flowRate(at: drug.concentration), rate < lowest.rate
            else { continue }
            lowest = (rate, .library(drug: drug.name, source: limits.source))
        }
        rate = lowest.rate
        owner = lowest.owner
    }
}
