// SPDX-License-Identifier: Apache-2.0
import Quantities

extension TrialReport.Point: CustomStringConvertible {
    /// Like `after 2.5 h (2026-11-21 09:56:59 UTC)`.
    public var description: String {
        guard let after else { return "before the start (\(wall))" }
        return "after \(after.formatted(in: "h", decimals: 2)) (\(wall))"
    }
}

extension TrialReport {
    /// The report as text, a line each; the proposal's therapy file at the end.
    public var lines: [String] {
        var lines = [
            "Trial “\(name)”, \(kind), of \(drug) at \(concentration)", notice,
            "Catheter tip: \(tip ?? "not stated")",
            "Started: \(started?.wall ?? "not yet")",
        ]
        lines += doses.map { dose in
            "Dose \(dose.at): asked \(dose.asked), delivered \(dose.delivered) in \(dose.volume)"
                + (dose.atMost.map { ", at most \($0)" } ?? "")
        }
        lines += failures.map { "No dose \($0.at): \($0.text)" }
        lines += rates.map { "Rate \($0.at): \($0.rate), \($0.doseRate)" }
        lines += scores.map { "Pain \($0.at): \($0.pain) of 10" }
        lines += sideEffects.map { "Side effect \($0.at): \($0.text)" }
        lines += notes.map { "Note \($0.at): \($0.text)" }
        if let relief { lines.append("Relief marked \(relief)") }
        lines.append("Outcome: \(outcome?.rawValue ?? "under way")\(ended.map { " \($0)" } ?? "")")
        lines.append("Proposal: \(proposal.basis)")
        if let text = proposal.text {
            lines += text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
        return lines
    }
}
