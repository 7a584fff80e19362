// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TOMLDocument

/// The mode `staircase`: a continuous trial whose dose rate rises by a step each interval, until relief is marked, the
/// ceiling is reached or the time is up. Dose rates are of the primary drug.
public struct DoseStaircase: Hashable, Sendable {
    /// `start`.
    public let start: DoseRate
    /// `step`.
    public let step: DoseRate
    /// `interval`, 1 min to a day, default 2 h.
    public let interval: Duration
    /// `ceiling`, not below the start.
    public let ceiling: DoseRate
    /// `limit`, from the interval to 30 days: then the pump delivers nothing.
    public let limit: Duration
    /// The same in flows, each rounded towards less.
    public let rates: Staircase

    /// Nil after an error, which the table knows of.
    init?(reading table: DocumentTable, primary: Drug?) {
        start = table.quantity("start", within: Infusion.doseRates)
        step = table.quantity("step", within: Infusion.doseRates)
        interval = table.quantity("interval", default: .hour * 2, within: Duration.minute ... .day)
        ceiling = table.quantity("ceiling", within: Infusion.doseRates)
        limit = table.quantity("limit", within: Duration.minute ... .day * 30)
        guard let primary, primary.concentration > .zero, start > .zero, step > .zero, ceiling > .zero, limit > .zero
        else { return nil }
        guard ceiling >= start else {
            table.report("\(ceiling) is below the start, \(start)", at: "ceiling")
            return nil
        }
        guard limit >= interval else {
            table.report("\(limit) is shorter than the interval, \(interval): the rate would never rise", at: "limit")
            return nil
        }
        func flow(_ doseRate: DoseRate, _ key: String) -> FlowRate? {
            Infusion.flowRate(of: doseRate, primary: primary, at: key, table: table)
        }
        guard let first = flow(start, "start"), let rise = flow(step, "step"), let highest = flow(ceiling, "ceiling")
        else { return nil }
        rates = Staircase(start: first, step: rise, interval: interval, ceiling: highest, limit: limit)
    }

    /// The highest rate that is reached before the time is up.
    public var highestRate: FlowRate { rates.rate(after: limit - Duration(nanoseconds: 1)).rate }
}
