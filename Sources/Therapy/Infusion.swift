// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TOMLDocument

/// `[infusion]`: what is delivered in the background.
public enum Infusion: Hashable, Sendable {
    /// One rate.
    case simpleContinuous(rate: FlowRate)
    /// Rates by the pump clock; each day of the week is in exactly one pattern.
    case flex([FlexPattern])
    /// Doses at an interval.
    case periodicBolus(PeriodicBolus)
    /// The trickle that the rig file names.
    case minimumRate
    /// Nothing.
    case stopped
    /// A continuous trial.
    case staircase(DoseStaircase)

    /// The words of `mode`.
    enum Mode: String, CaseIterable {
        case simpleContinuous = "simple-continuous"
        case flex
        case periodicBolus = "periodic-bolus"
        case minimumRate = "minimum-rate"
        case stopped
        case staircase

        /// What stands beside `mode`.
        var keys: Set<String> {
            switch self {
            case .simpleContinuous: return ["rate", "dose-rate"]
            case .flex: return ["pattern"]
            case .periodicBolus: return ["dose", "duration", "interval", "rate", "dose-rate", "total-per-day"]
            case .minimumRate, .stopped: return []
            case .staircase: return ["start", "step", "interval", "ceiling", "limit"]
            }
        }

        static let allKeys = [
            "rate", "dose-rate", "dose", "duration", "interval", "total-per-day", "start", "step", "ceiling", "limit",
            "pattern",
        ]
    }

    /// How far what a document states twice may differ (BR-S07): 0.1 % of the dose.
    public static let tolerance = Ratio(partsPerMillion: 1_000)

    static let rates = FlowRate(picolitersPerDay: 1)...FlowRate(picolitersPerDay: 100_000_000_000_000)
    static let doseRates = DoseRate(picogramsPerDay: 1)...DoseRate(picogramsPerDay: 1_000_000_000_000_000)

    /// The word of this mode.
    public var mode: String {
        switch self {
        case .simpleContinuous: return Mode.simpleContinuous.rawValue
        case .flex: return Mode.flex.rawValue
        case .periodicBolus: return Mode.periodicBolus.rawValue
        case .minimumRate: return Mode.minimumRate.rawValue
        case .stopped: return Mode.stopped.rawValue
        case .staircase: return Mode.staircase.rawValue
        }
    }

    /// Nil after an error, which the table knows of.
    init?(reading table: DocumentTable, primary: Drug?) {
        let choice: Mode? = table.choice("mode")
        guard let mode = choice else {
            // Which of these are in place, only the mode would tell.
            for key in Mode.allKeys { _ = table.has(key) }
            return nil
        }
        for key in Mode.allKeys where !mode.keys.contains(key) && table.keys.contains(key) {
            table.refuse(key, because: "has no meaning with the mode “\(mode.rawValue)”")
        }
        switch mode {
        case .stopped: self = .stopped
        case .minimumRate: self = .minimumRate
        case .simpleContinuous:
            if !table.has("rate"), !table.has("dose-rate") {
                table.report("“simple-continuous” needs a dose-rate of the primary drug, or a rate")
            }
            guard let rate = Self.statedRate(in: table, primary: primary) else { return nil }
            self = .simpleContinuous(rate: rate)
        case .flex:
            guard let patterns = Self.patterns(in: table, primary: primary) else { return nil }
            self = .flex(patterns)
        case .periodicBolus:
            guard let bolus = PeriodicBolus(reading: table, primary: primary) else { return nil }
            self = .periodicBolus(bolus)
        case .staircase:
            guard let staircase = DoseStaircase(reading: table, primary: primary) else { return nil }
            self = .staircase(staircase)
        }
    }

    private static func patterns(in table: DocumentTable, primary: Drug?) -> [FlexPattern]? {
        guard table.has("pattern") else {
            table.report("is missing; each pattern is a table of its own: [[infusion.pattern]]", at: "pattern")
            return nil
        }
        let tables = table.tables("pattern", count: 1...7)
        let read = tables.map { FlexPattern(reading: $0, primary: primary) }
        let patterns = read.compactMap { $0 }
        guard !patterns.isEmpty, patterns.count == read.count else { return nil }
        var missing = Set(Weekday.allCases)
        for (pattern, table) in zip(patterns, tables) {
            for day in pattern.days where missing.remove(day) == nil {
                table.report("\(day.rawValue) is in another pattern already; a day is in exactly one", at: "days")
                return nil
            }
        }
        guard missing.isEmpty else {
            let days = missing.sorted().map(\.rawValue).joined(separator: ", ")
            table.report("no pattern says what comes on \(days); each day of the week is in exactly one", at: "pattern")
            return nil
        }
        guard patterns.contains(where: { $0.steps.contains { $0.rate > .zero } }) else {
            table.report("nothing is delivered all week; for that there is the mode “stopped”", at: "pattern")
            return nil
        }
        return patterns
    }
}
