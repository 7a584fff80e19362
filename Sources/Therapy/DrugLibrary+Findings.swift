// SPDX-License-Identifier: Apache-2.0
import Quantities

extension DrugLibrary {
    /// What of a bolus of `volume` passes a limit; of a drug that the library does not know, nothing can be said.
    ///
    /// - Throws: ``QuantityError/overflow`` where a dose cannot be held.
    public func findings(
        ofBolus volume: Volume, of admixture: Admixture, field: String = "bolus"
    ) throws(QuantityError) -> [LimitFinding] {
        var findings: [LimitFinding] = []
        for drug in admixture.drugs {
            // The nearest: the volume was rounded towards less once already, and a dose at its limit is within it.
            let mass = try volume.mass(at: drug.concentration, rounding: .nearest)
            let range = entry(named: drug.name)?.singleBolus
            if let finding = LimitFinding.of(mass, within: range, .singleBolus, of: drug.name, field: field) {
                findings.append(finding)
            }
        }
        return findings
    }

    /// What of a background passes a limit. Upper hard limits of dose rates are left to the maximum rate, which follows
    /// from them.
    func findings(
        of background: BackgroundPlan, in prescription: Prescription
    ) throws(QuantityError) -> [LimitFinding] {
        var findings: [LimitFinding] = []
        let concentrations = prescription.admixture.drugs
        for (index, drug) in concentrations.enumerated() {
            guard let entry = entry(named: drug.name) else { continue }
            func note(_ finding: LimitFinding?) { if let finding { findings.append(finding) } }
            note(
                .of(
                    drug.concentration, within: entry.concentration, .concentration, of: drug.name,
                    field: "drug[\(index + 1)].concentration"))
            guard background.highest > .zero else { continue }
            let most = try background.mostInDay.mass(at: drug.concentration, rounding: .nearest)
            let least = try background.leastInDay.mass(at: drug.concentration, rounding: .nearest)
            let daily = [most, least].compactMap {
                LimitFinding.of($0, within: entry.dailyDose, .dailyDose, of: drug.name, field: background.field)
            }
            note(daily.first(where: \.isHard) ?? daily.first)
            let fastest = try background.highest.doseRate(at: drug.concentration, rounding: .nearest)
            let slowest = try background.lowest.doseRate(at: drug.concentration, rounding: .nearest)
            let rates = [fastest, slowest].compactMap {
                LimitFinding.of($0, within: entry.doseRate, .doseRate, of: drug.name, field: background.field)
            }
            note(rates.first { !($0.isHard && $0.isUpper) })
        }
        return findings
    }
}
