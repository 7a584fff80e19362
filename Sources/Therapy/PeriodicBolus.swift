// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// The mode `periodic-bolus`: a dose over a duration each interval, on top of a background.
public struct PeriodicBolus: Hashable, Sendable {
    /// `dose`: mass of the primary drug.
    public let dose: Mass
    /// `duration`, 1 s to a day.
    public let duration: Duration
    /// `interval`, from start to start, 1 min to 7 days and not below the duration.
    public let interval: Duration
    /// `rate` or `dose-rate` between the doses and below them, default none.
    public let background: FlowRate

    /// Nil after an error, which the table knows of.
    init?(reading table: DocumentTable, primary: Drug?) {
        dose = table.quantity("dose", within: BolusBounds.doses)
        duration = table.quantity("duration", within: Duration.second...BolusBounds.longest)
        interval = table.quantity("interval", within: Duration.minute ... .day * 7)
        let total: Mass? = table.optional("total-per-day", within: BolusBounds.doses)
        let rate = Infusion.statedRate(in: table, primary: primary, allowingZero: true)
        guard let primary, primary.concentration > .zero, dose > .zero, duration > .zero, interval > .zero else {
            return nil
        }
        let isStated = table.has("rate") || table.has("dose-rate")
        guard rate != nil || !isStated else { return nil }
        background = rate ?? .zero
        guard interval >= duration else {
            table.report("\(interval) is shorter than the duration, \(duration): doses would overlap", at: "interval")
            return nil
        }
        if let total, !agrees(total, primary) {
            table.report(
                "\(total) is not what \(dose) each \(interval) and the background come to in a day, on average "
                    + "\(massPerDay(primary)); they may differ by \(Infusion.tolerance)", at: "total-per-day")
            return nil
        }
    }

    /// Dose and background of a day on average, in millionths of a picogram times the interval's nanoseconds.
    private func amountPerDay(_ primary: Drug) -> Int128 {
        let perDose = Int128(dose.picograms) * 1_000_000 * Int128(Duration.day.nanoseconds)
        let perDay = Int128(background.picolitersPerDay) * Int128(primary.concentration.picogramsPerMicroliter)
        return perDose + perDay * Int128(interval.nanoseconds)
    }

    private func massPerDay(_ primary: Drug) -> Mass {
        let mass = amountPerDay(primary) / (1_000_000 * Int128(interval.nanoseconds))
        return Mass(picograms: Int64(clamping: mass))
    }

    /// Compared in picograms: finer than the tolerance of any dose that a pump gives.
    private func agrees(_ total: Mass, _ primary: Drug) -> Bool {
        Infusion.agree(Int128(total.picograms), Int128(massPerDay(primary).picograms))
    }
}
