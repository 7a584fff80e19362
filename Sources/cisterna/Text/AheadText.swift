// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// What each drug comes to in the hours after a commit, condensed to a table a drug.
struct AheadText {
    let ahead: [TipDoseMessage]
    let style: TextStyle

    /// The hours that are shown, where the daemon gives them.
    private static let hours: [Int64] = [0, 6, 12, 24, 48, 72]

    /// Nothing without doses.
    var lines: [String] {
        var drugs: [String] = []
        for dose in ahead where !drugs.contains(dose.drug) { drugs.append(dose.drug) }
        return drugs.flatMap(table)
    }

    private func table(_ drug: String) -> [String] {
        let doses = ahead.filter { $0.drug == drug && Self.hours.contains($0.hours) }
        let most = doses.map { max($0.outletNanogramsPerDay, $0.tipHighestNanogramsPerDay ?? 0) }.max() ?? 0
        let unit = Shown.massUnit(nanograms: most)
        let rows = doses.map { dose in
            [dose.hours == 0 ? "now" : "\(dose.hours) h"]
                + Self.figures(dose).map { figure in
                    // A tip that nobody knows of.
                    figure.map { Shown.dose($0, in: unit) } ?? "?"
                }
        }
        let heading = ["", "outlet", "tip", "tip least", "tip most", "well mixed"]
        return ["", style.bold("\(drug), \(unit)/day")] + TextTable(heading: heading, rows: rows).lines(style)
    }

    private static func figures(_ dose: TipDoseMessage) -> [Int64?] {
        [
            dose.outletNanogramsPerDay, dose.tipNanogramsPerDay, dose.tipLowestNanogramsPerDay,
            dose.tipHighestNanogramsPerDay, dose.tipMixedNanogramsPerDay,
        ]
    }
}
