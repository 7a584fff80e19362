// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// What is left of the demand boluses, as lines to read.
enum AllowanceText {
    static func lines(_ allowance: AllowanceReply) -> [String] {
        guard allowance.prescribed else { return ["No demand bolus is prescribed."] }
        var lines: [String] = []
        if allowance.possible {
            lines.append("A demand bolus is possible now.")
        } else {
            let reason = allowance.reason.map { ": \($0)" } ?? ""
            lines += WrappedText.words("No demand bolus now\(reason)", width: 80)
            lines.append(
                allowance.nextSeconds.map { "The next is possible in \(Shown.seconds($0))." }
                    ?? "Nobody can say when the next is possible.")
        }
        if let dose = dose(allowance) { lines.append("One is \(dose).") }
        if let left = allowance.leftToday { lines.append("Left of what 24 hours allow: \(left).") }
        return lines
    }

    /// `5 uL, 10 ug of morphine`; nil where nobody knows it.
    static func dose(_ allowance: AllowanceReply) -> String? {
        guard let volume = allowance.volumeNanoliters.map(Shown.nanoliters) else { return nil }
        guard let dose = allowance.doseNanograms.map(Shown.nanograms), let drug = allowance.drug else { return volume }
        return "\(volume), \(dose) of \(drug)"
    }
}
