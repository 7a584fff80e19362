// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// A trial, as it is shown.
enum TrialText {
    static func lines(_ trial: TrialMessage, _ style: TextStyle) -> [String] {
        let heading = style.bold("Trial, \(kind(trial.kind))")
        let parts = WrappedText.parts(parts(trial), width: 78).map { "  " + $0 }
        return [heading] + parts + WrappedText.words("Next: \(trial.next)", width: 80)
    }

    /// Where it stands.
    static func parts(_ trial: TrialMessage) -> [String] {
        var parts = [trial.step]
        if let planned = trial.dosesPlanned {
            parts.append("\(trial.dosesGiven) of \(planned) doses")
        } else if trial.dosesGiven > 0 {
            parts.append("\(trial.dosesGiven) doses")
        }
        if let score = trial.lastScore { parts.append("last score \(score)") }
        if trial.relief { parts.append("relief") }
        if let remaining = trial.remainingSeconds { parts.append("\(Shown.seconds(remaining)) left") }
        return parts
    }

    static func kind(_ kind: TrialKindWord) -> String {
        switch kind {
        case .singleInjection: "single injection"
        case .multipleInjections: "multiple injections"
        case .continuous: "continuous"
        }
    }
}
