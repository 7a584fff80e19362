// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// `[trial]`: a therapy that is tried before it is kept. What is delivered apart from its injections, `[infusion]` says.
public enum PrescribedTrial: Hashable, Sendable {
    /// An injection, and how long what follows is observed.
    public struct Injection: Hashable, Sendable {
        /// `dose`: mass of the primary drug.
        public let dose: Mass
        /// `duration`, 1 s to a day.
        public let duration: Duration
        /// `observation`, 1 min to 7 days, default 6 h: consensus guidance accepts single shots with at least that.
        public let observation: Duration
    }

    /// One injection.
    case singleInjection(Injection)
    /// 2 to 14 of the same, `interval` (default 1 day) from start to start, each confirmed by a person.
    case multipleInjections(Injection, doses: Int, interval: Duration)
    /// The staircase of `[infusion]`.
    case continuous

    /// The words of `kind`.
    enum Kind: String, CaseIterable {
        case singleInjection = "single-injection"
        case multipleInjections = "multiple-injections"
        case continuous
    }

    /// The word of this kind.
    public var kind: String {
        switch self {
        case .singleInjection: return Kind.singleInjection.rawValue
        case .multipleInjections: return Kind.multipleInjections.rawValue
        case .continuous: return Kind.continuous.rawValue
        }
    }

    /// Nil for ``continuous``.
    public var injection: Injection? {
        switch self {
        case .singleInjection(let injection): return injection
        case .multipleInjections(let injection, _, _): return injection
        case .continuous: return nil
        }
    }

    /// Nil after an error, which the table knows of.
    init?(reading table: DocumentTable, infusion: Infusion?) {
        let choice: Kind? = table.choice("kind")
        let ofInjection = ["dose", "duration", "observation"]
        let ofSeries = ["doses", "interval"]
        guard let kind = choice else {
            for key in ofInjection + ofSeries { _ = table.has(key) }
            return nil
        }
        let strange = kind == .continuous ? ofInjection + ofSeries : kind == .singleInjection ? ofSeries : []
        for key in strange where table.keys.contains(key) {
            table.refuse(key, because: "has no meaning with the kind “\(kind.rawValue)”")
        }
        if let infusion {
            let isStaircase = infusion.mode == Infusion.Mode.staircase.rawValue
            guard isStaircase == (kind == .continuous) else {
                table.report(
                    isStaircase
                        ? "the mode “staircase” is a trial of the kind “continuous”"
                        : "a continuous trial needs the infusion mode “staircase”", at: "kind")
                return nil
            }
        }
        guard kind != .continuous else {
            self = .continuous
            return
        }
        let injection = Injection(
            dose: table.quantity("dose", within: BolusBounds.doses),
            duration: table.quantity("duration", within: Duration.second...BolusBounds.longest),
            observation: table.quantity("observation", default: .hour * 6, within: Duration.minute ... .day * 7))
        guard kind == .multipleInjections else {
            self = .singleInjection(injection)
            return
        }
        let doses = Int(table.integer("doses", within: 2...14))
        let interval = table.quantity("interval", default: .day, within: Duration.minute ... .day * 30)
        if interval < injection.duration + injection.observation {
            table.report(
                "\(interval) is shorter than an injection and its observation, "
                    + "\(injection.duration + injection.observation)", at: "interval")
        }
        self = .multipleInjections(injection, doses: doses, interval: interval)
    }
}
