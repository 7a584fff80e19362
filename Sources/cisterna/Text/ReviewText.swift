// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// A proposal as it is reviewed: old beside new, what follows from it, what to beware of.
struct ReviewText {
    let proposal: ProposeReply
    let style: TextStyle

    var lines: [String] {
        var lines: [String] = []
        if proposal.changes.isEmpty {
            lines.append("Nothing changes.")
        } else {
            let rows = proposal.changes.map { [$0.field, $0.old ?? "-", $0.new ?? "-"] }
            lines += TextTable(heading: ["field", "old", "new"], rows: rows).lines(style)
        }
        if !proposal.figures.isEmpty {
            lines += ["", style.bold("What follows")]
            lines += Self.figures(proposal.figures)
        }
        lines += AheadText(ahead: proposal.ahead, style: style).lines
        if !proposal.softLimits.isEmpty {
            lines += ["", style.bold("Beyond soft limits: this takes an override")]
            lines += proposal.softLimits.flatMap(softLimit)
        }
        if !proposal.warnings.isEmpty {
            lines += ["", style.bold("Warnings")]
            lines += proposal.warnings.flatMap { Warning.lines($0, style) }
        }
        return lines
    }

    private func softLimit(_ limit: SoftLimitMessage) -> [String] {
        Warning.lines("\(limit.field): \(limit.asked) is asked, the limit is \(limit.limit)", style)
            + WrappedText.words(limit.source, width: 76).map { "    " + $0 }
    }

    static func figures(_ figures: [FigureMessage]) -> [String] {
        TextTable(heading: nil, rows: figures.map { [$0.name, $0.text] }).lines(.plain)
    }
}
