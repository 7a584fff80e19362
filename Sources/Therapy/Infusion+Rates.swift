// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

extension Infusion {
    /// The rate that `rate` (mL/day), `dose-rate` (of the primary drug) or both state in a table; nil where neither does,
    /// or after an error, which the table knows of. Where both are given and agree within ``tolerance``, the lesser
    /// (BR-S07).
    static func statedRate(
        in table: DocumentTable, primary: Drug?, allowingZero: Bool = false
    ) -> FlowRate? {
        let lowest = allowingZero ? FlowRate.zero : rates.lowerBound
        let rate: FlowRate? = table.optional("rate", within: lowest...rates.upperBound)
        let doseRate: DoseRate? = table.optional(
            "dose-rate", within: (allowingZero ? .zero : doseRates.lowerBound)...doseRates.upperBound)
        guard let primary, primary.concentration > .zero else { return nil }
        guard let doseRate else { return table.has("dose-rate") ? nil : rate }
        guard let computed = flowRate(of: doseRate, primary: primary, at: "dose-rate", table: table) else { return nil }
        guard let rate else { return table.has("rate") ? nil : computed }
        // pL/day x pg/uL is in millionths of pg/day.
        let stated = Int128(doseRate.picogramsPerDay) * 1_000_000
        let carried = Int128(rate.picolitersPerDay) * Int128(primary.concentration.picogramsPerMicroliter)
        guard agree(stated, carried) else {
            table.report(
                "\(rate) at \(primary.concentration) is not \(doseRate) of \(primary.name), which is \(computed); they "
                    + "may differ by \(tolerance)", at: "rate")
            return nil
        }
        return min(rate, computed)
    }

    /// The flow of a dose rate of the primary drug, rounded towards less; nil after an error at `key`.
    static func flowRate(of doseRate: DoseRate, primary: Drug, at key: String, table: DocumentTable) -> FlowRate? {
        guard doseRate > .zero else { return .zero }
        if let computed = try? doseRate.flowRate(at: primary.concentration), rates.contains(computed) {
            return computed
        }
        table.report(
            "\(doseRate) at \(primary.concentration) is a rate out of range; allowed is \(rates.lowerBound) to "
                + "\(rates.upperBound)", at: key)
        return nil
    }

    /// Whether `carried` differs from `stated` by ``tolerance`` of it at most.
    static func agree(_ stated: Int128, _ carried: Int128) -> Bool {
        (stated - carried).magnitude * 1_000_000 <= stated.magnitude * UInt128(tolerance.partsPerMillion)
    }
}
