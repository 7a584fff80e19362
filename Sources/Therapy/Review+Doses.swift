// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

extension Review {
    mutating func noteCommonWarnings(on new: Prescription, in context: ReviewContext) {
        if let limit = new.maximumRate, limit > context.rig.maximumRate {
            warnings.append(.limitAboveRig(limit: limit, rig: context.rig.maximumRate))
        }
        if new.catheter?.deadVolume == nil { warnings.append(.deadVolumeUnknown) }
    }

    /// The doses that are boluses: whether the rig delivers them, and what the library says of each.
    mutating func noteBoluses(
        of new: Prescription, plan: BackgroundPlan, maximum: FlowRate, in context: ReviewContext
    ) throws(QuantityError) {
        guard let figures else { return }
        let boluses = [
            ("infusion.dose", figures.periodic), ("demand-bolus.dose", figures.demand),
            ("trial.dose", figures.injection),
        ]
        for (field, bolus) in boluses {
            guard let bolus else { continue }
            if bolus.volume < context.rig.minimumBolus {
                errors.append(
                    .bolusTooSmall(field: field, volume: bolus.volume, minimum: context.rig.minimumBolus))
            }
            try note(context.library.findings(ofBolus: bolus.volume, of: new.admixture, field: field))
        }
        if let demand = figures.demand, try plan.highest.adding(demand.rate) > maximum {
            warnings.append(.demandSlowed(maximum: maximum))
        }
    }

    mutating func noteLimits(
        of new: Prescription, plan: BackgroundPlan, library: DrugLibrary
    ) throws(QuantityError) {
        try note(library.findings(of: plan, in: new))
    }

    private mutating func note(_ findings: [LimitFinding]) {
        for finding in findings {
            if finding.isHard { errors.append(.hardLimit(finding)) } else { softLimits.append(finding) }
        }
    }
}
