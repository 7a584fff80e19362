// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a dose of an opioid by one route is held to be worth by another: the range of what was published, each figure with
/// its source, and never one factor.
///
/// Information for teaching only. The figures leave as text: there is no way from here to anything that doses.
public struct RouteConversion: Hashable, Sendable {
    /// What one source makes of the dose.
    public struct Figure: Hashable, Sendable {
        /// Of the first route to the second, like `300:1`.
        public let ratio: String
        /// The dose by the second route, with its unit.
        public let text: String
        public let source: String

        /// Outside of this file's module nobody can take it for a dose.
        let mass: Mass
    }

    /// One published ratio of oral to intrathecal, and who states it.
    private struct Published {
        let oralToIntrathecal: Int64
        let source: String
    }

    private static let published = [
        Published(
            oralToIntrathecal: 300,
            source: "the ladder 300:100:10:1, computed from oral to intravenous 3:1 (University of Michigan Family "
                + "Medicine) and intravenous to epidural to intrathecal 100:10:1 (openanesthesia.org)"),
        Published(oralToIntrathecal: 90, source: "90:1 oral to intrathecal in a commercial program (PMID 15055516)"),
        Published(
            oralToIntrathecal: 12, source: "12:1 oral to intrathecal in a documented conversion (PMID 15055516)"),
    ]

    /// Shown with every figure.
    public static let notice =
        "Do not use for dosing: published ratios differ 25-fold. Nothing of this enters a prescription, a limit or a bolus."

    /// As its user calls the drug; the sources speak of morphine.
    public let agent: String
    /// With its unit, as it was given.
    public let dose: String
    public let from: AdministrationRoute
    public let to: AdministrationRoute
    /// One for each source, the least first; never empty.
    public let figures: [Figure]

    public var lowest: Figure { figures[0] }
    public var highest: Figure { figures[figures.count - 1] }

    /// - Parameters:
    ///   - dose: By the first route, above zero.
    ///   - agent: The opioid's name, for the text only.
    /// - Throws: ``RouteConversionError`` where there is nothing to compare or only one ratio is known.
    public init(
        of dose: Mass, agent: String, from: AdministrationRoute, to: AdministrationRoute
    ) throws(RouteConversionError) {
        guard dose > .zero else { throw .noDose }
        guard from != to else { throw .sameRoute(from) }
        guard from == .intrathecal || to == .intrathecal else { throw .singleRatio(from, to) }
        let other = from == .intrathecal ? to : from
        var figures: [Figure] = []
        for published in Self.published {
            // By the ladder the other route is worth 300 / rung of an oral dose.
            let (numerator, denominator) = (AdministrationRoute.oral.rung, other.rung * published.oralToIntrathecal)
            let isTowards = to == .intrathecal
            let rounding: Rounding = published.oralToIntrathecal == (isTowards ? 300 : 12) ? .down : .up
            guard
                let mass = try? dose.scaled(
                    by: isTowards ? numerator : denominator, over: isTowards ? denominator : numerator,
                    rounding: rounding)
            else { throw .outOfRange }
            let ratio = Self.ratio(denominator, to: numerator)
            let chain = other == .oral ? "" : "; \(other.rawValue) counted as oral by the ladder"
            figures.append(
                Figure(
                    ratio: isTowards ? "\(ratio):1" : "1:\(ratio)", text: mass.description,
                    source: published.source + chain, mass: mass))
        }
        self.agent = agent
        self.dose = dose.description
        self.from = from
        self.to = to
        self.figures = figures.sorted { $0.mass < $1.mass }
    }

    /// To a tenth, which all of them are.
    private static func ratio(_ numerator: Int64, to denominator: Int64) -> String {
        let (whole, rest) = (numerator * 10 / denominator).quotientAndRemainder(dividingBy: 10)
        return rest == 0 ? "\(whole)" : "\(whole).\(rest)"
    }

    /// The range, its figures with their sources, and the notice: a line each.
    public var lines: [String] {
        let range =
            "\(dose) of \(agent), \(from.rawValue), is held to be worth \(lowest.text) to \(highest.text) \(to.rawValue)"
        return [range]
            + figures.map { "\($0.text) (\($0.ratio)): \($0.source)" }
            + ["The sources speak of morphine.", Self.notice]
    }
}
