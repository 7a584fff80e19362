// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Quantities
import Therapy

/// A review's computed figures in words.
enum FigureText {
    static func messages(_ figures: ReviewFigures) -> [FigureMessage] {
        var messages = [FigureMessage(name: "rate", text: figures.rate.description)]
        for dose in figures.dailyDoses {
            messages.append(FigureMessage(name: "daily dose of \(dose.drug)", text: dose.rate.description))
        }
        func add(_ name: String, _ text: String?) {
            if let text { messages.append(FigureMessage(name: name, text: text)) }
        }
        add("stroke every", figures.strokeInterval.map { $0.formatted(in: "s", decimals: 1) })
        add("reserve reached after", figures.timeToReserve.map { $0.formatted(in: "day", decimals: 1) })
        add("refill by", figures.refillDate?.description)
        if let dead = figures.deadVolume {
            let uncertainty = figures.deadVolumeUncertainty.map { " ± \($0.formatted(in: "mL", decimals: 3))" } ?? ""
            add("dead volume", dead.formatted(in: "mL", decimals: 3) + uncertainty)
        }
        add("transit to the tip", figures.transitTime.map { $0.formatted(in: "h", decimals: 1) })
        return messages
    }
}
