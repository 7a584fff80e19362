// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// `[infusion]`: what is delivered in the background.
public enum Infusion: Hashable, Sendable {
    /// One rate.
    case simpleContinuous(rate: FlowRate)
    /// The trickle that the rig file names.
    case minimumRate
    /// Nothing.
    case stopped

    /// The words of `mode`, those of modes to come included.
    enum Mode: String, CaseIterable {
        case simpleContinuous = "simple-continuous"
        case minimumRate = "minimum-rate"
        case stopped
        case flex
        case periodicBolus = "periodic-bolus"

        static let available: [Mode] = [.simpleContinuous, .minimumRate, .stopped]
    }

    /// How far `rate` x concentration may differ from `dose-rate` where both are given (BR-S07): 0.1 % of the dose rate.
    public static let tolerance = Ratio(partsPerMillion: 1_000)

    static let rates = FlowRate(picolitersPerDay: 1)...FlowRate(picolitersPerDay: 100_000_000_000_000)
    static let doseRates = DoseRate(picogramsPerDay: 1)...DoseRate(picogramsPerDay: 1_000_000_000_000_000)

    /// The word of this mode.
    public var mode: String {
        switch self {
        case .simpleContinuous: return Mode.simpleContinuous.rawValue
        case .minimumRate: return Mode.minimumRate.rawValue
        case .stopped: return Mode.stopped.rawValue
        }
    }

    /// Nil after an error, which the table knows of.
    init?(reading table: DocumentTable, primary: Drug?) {
        let mode: Mode? = table.choice("mode")
        guard let mode else {
            for key in ["rate", "dose-rate"] { _ = table.has(key) }
            return nil
        }
        guard Mode.available.contains(mode) else {
            let words = Mode.available.map { "“\($0.rawValue)”" }.joined(separator: ", ")
            table.report("“\(mode.rawValue)” is not available in this version; available are \(words)", at: "mode")
            // The keys of such a mode are unknown to this version too: one error says it all.
            for key in table.keys { _ = table.has(key) }
            return nil
        }
        guard mode == .simpleContinuous else {
            for key in ["rate", "dose-rate"] {
                table.refuse(key, because: "has no meaning with the mode “\(mode.rawValue)”")
            }
            self = mode == .stopped ? .stopped : .minimumRate
            return
        }
        let rate: FlowRate? = table.optional("rate", within: Self.rates)
        let doseRate: DoseRate? = table.optional("dose-rate", within: Self.doseRates)
        guard table.has("rate") || table.has("dose-rate") else {
            table.report("“simple-continuous” needs a dose-rate of the primary drug, or a rate")
            return nil
        }
        guard let primary, primary.concentration > .zero else { return nil }
        guard let resolved = Self.rate(rate, doseRate, primary: primary, table: table) else { return nil }
        self = .simpleContinuous(rate: resolved)
    }

    /// The one rate that both statements mean. Where they differ within the tolerance, the lesser.
    private static func rate(
        _ rate: FlowRate?, _ doseRate: DoseRate?, primary: Drug, table: DocumentTable
    ) -> FlowRate? {
        guard let doseRate else { return rate }
        guard let computed = try? doseRate.flowRate(at: primary.concentration), rates.contains(computed) else {
            table.report(
                "\(doseRate) at \(primary.concentration) is a rate out of range; allowed is \(rates.lowerBound) to "
                    + "\(rates.upperBound)", at: "dose-rate")
            return nil
        }
        guard let rate else { return table.has("rate") ? nil : computed }
        // pL/day x pg/uL is in millionths of pg/day; the tolerance is stated in them too.
        let stated = Int128(doseRate.picogramsPerDay) * 1_000_000
        let carried = Int128(rate.picolitersPerDay) * Int128(primary.concentration.picogramsPerMicroliter)
        guard (stated - carried).magnitude * 1_000_000 <= (stated * Int128(tolerance.partsPerMillion)).magnitude else {
            table.report(
                "\(rate) at \(primary.concentration) is not \(doseRate) of \(primary.name), which is \(computed); they "
                    + "may differ by \(tolerance)", at: "rate")
            return nil
        }
        return min(rate, computed)
    }
}
