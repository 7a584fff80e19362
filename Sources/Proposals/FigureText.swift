// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Quantities
import Therapy

/// A review's computed figures in words.
public enum FigureText {
    public static func messages(_ figures: ReviewFigures) -> [FigureMessage] {
        var messages = [FigureMessage(name: "rate", text: figures.rate.description)]
        for dose in figures.dailyDoses {
            messages.append(FigureMessage(name: "daily dose of \(dose.drug)", text: dose.rate.description))
        }
        func add(_ name: String, _ text: String?) {
            if let text { messages.append(FigureMessage(name: name, text: text)) }
        }
        if figures.highestRate != figures.rate { add("highest rate", figures.highestRate.description) }
        for total in figures.dayTotals {
            add(
                "total on \(total.days.map(\.rawValue).joined(separator: " "))",
                "\(total.volume): " + total.doses.map { "\($0.drug) \($0.rate)" }.joined(separator: ", "))
        }
        add("periodic dose", figures.periodic.map(bolus))
        add("demand bolus", figures.demand.map(bolus))
        add("injection", figures.injection.map(bolus))
        add("rises of the rate", figures.risesOfStaircase.map(String.init))
        add("stroke every", figures.strokeInterval.map { $0.formatted(in: "s", decimals: 1) })
        add("reserve reached after", figures.timeToReserve.map { $0.formatted(in: "day", decimals: 1) })
        add("refill by", figures.refillDate?.description)
        add(
            "reserve reached with all demand boluses after",
            figures.timeToReserveWithAllDemand.map { $0.formatted(in: "day", decimals: 1) })
        add("refill with all demand boluses by", figures.refillDateWithAllDemand?.description)
        for peak in figures.windowPeaks {
            add("most of \(peak.drug) in \(peak.window)", "\(peak.peak) of \(peak.ceiling)")
        }
        if let dead = figures.deadVolume {
            let uncertainty = figures.deadVolumeUncertainty.map { " ± \($0.formatted(in: "mL", decimals: 3))" } ?? ""
            add("dead volume", dead.formatted(in: "mL", decimals: 3) + uncertainty)
        }
        add("transit to the tip", figures.transitTime.map { $0.formatted(in: "h", decimals: 1) })
        add("prime takes", figures.primeTime.map { $0.formatted(in: "min", decimals: 1) })
        if let bridge = figures.bridge { messages += self.bridge(bridge) }
        return messages
    }

    private static func bolus(_ figures: ReviewFigures.BolusFigures) -> String {
        let doses = figures.doses.map { "\($0.drug) \($0.lowest)" }.joined(separator: ", ")
        return
            "\(figures.volume) over \(figures.duration) at \(figures.rate), at most \(figures.perDay) a day: \(doses)"
    }

    /// Plug by plug, and what no figure says.
    private static func bridge(_ figures: BridgeFigures) -> [FigureMessage] {
        var messages = figures.segments.enumerated().map { index, segment in
            FigureMessage(
                name: figures.segments.count == 1 ? "bridge" : "bridge, plug \(index + 1)",
                text:
                    "\(segment.volume.formatted(in: "mL", decimals: 3)) of \(segment.concentration) at \(segment.rate) "
                    + "for \(segment.time.formatted(in: "h", decimals: 1))")
        }
        messages.append(
            FigureMessage(
                name: "bridge in all",
                text: "\(figures.volume.formatted(in: "mL", decimals: 3)) ± "
                    + "\(figures.uncertainty.formatted(in: "mL", decimals: 3)) in "
                    + "\(figures.time.formatted(in: "h", decimals: 1)), to keep \(figures.target) at the tip"))
        return messages
    }
}
