// SPDX-License-Identifier: Apache-2.0
import ControlInterface

extension StatusText {
    /// What a line of 80 columns has room for beside a field's name.
    private static let width = 66

    /// Boluses, doses, clock and what is under way: only what there is.
    var therapyFields: [(name: String, text: String)] {
        var fields: [(name: String, text: String)] = []
        let add = { (name: String, lines: [String]) in
            if !lines.isEmpty { fields.append((name, lines.joined(separator: "\n"))) }
        }
        add("bolus", status.bolus.map { ["\(Self.kind($0.kind)) #\($0.bolusId): \(Self.progress($0))"] } ?? [])
        add(
            "waiting",
            status.suspendedBolus.map { ["\(Self.kind($0.kind)) #\($0.bolusId): \(Self.progress($0))"] } ?? [])
        add("bridge", status.bridge.map { WrappedText.parts(Self.bridge($0), width: Self.width) } ?? [])
        for dose in status.doses { add("dose", doseLines(dose)) }
        for dose in status.doses { add("ahead", aheadLines(dose)) }
        add("mixture", status.front.map { [Self.front($0)] } ?? [])
        add("clock", WrappedText.parts(ClockText.parts(status.clock), width: Self.width))
        add("trial", status.trial.map(trialLines) ?? [])
        add("refill", status.refill.map(refillLines) ?? [])
        add("refill by", status.refillDates.map { WrappedText.parts(Self.dates($0), width: Self.width) } ?? [])
        add("service", status.service.map { WrappedText.parts(service($0), width: Self.width) } ?? [])
        return fields
    }

    /// The same for a line of its own.
    var therapyParts: [String] {
        var parts: [String] = []
        if status.safeRate { parts.append("safe rate") }
        if let waiting = status.suspendedBolus { parts.append("\(Self.kind(waiting.kind)) #\(waiting.bolusId) waits") }
        if let bridge = status.bridge { parts.append("bridge \(Shown.seconds(bridge.remainingSeconds)) left") }
        parts += status.doses.map { "\($0.drug) \(Self.tip($0.tipNanogramsPerDay)) at the tip" }
        if let trial = status.trial { parts.append("trial \(trial.step)") }
        if let refill = status.refill { parts.append("refill \(refill.step.rawValue)") }
        return parts
    }

    static func kind(_ kind: BolusKindWord) -> String {
        switch kind {
        case .single: "bolus"
        case .demand: "demand bolus"
        case .prime: "prime"
        }
    }

    /// Nobody knows what is at the tip where the dead volume or the contents are not known.
    private static func tip(_ dose: Int64?) -> String { dose.map(Shown.nanogramsPerDay) ?? "unknown" }

    private static func bridge(_ bridge: BridgeMessage) -> [String] {
        [
            Shown.nanolitersPerDay(bridge.rateNanolitersPerDay),
            "\(Shown.nanoliters(bridge.remainingNanoliters)) to go", "\(Shown.seconds(bridge.remainingSeconds)) left",
        ]
    }

    /// At outlet and tip with its bounds, and each window beside its ceiling.
    private func doseLines(_ dose: DoseMessage) -> [String] {
        let tip = dose.tipNanogramsPerDay
        let concentration = Shown.nanogramsPerMilliliter(dose.concentrationNanogramsPerMilliliter)
        var lines = WrappedText.parts(
            [
                dose.drug, "\(concentration): \(Shown.nanogramsPerDay(dose.outletNanogramsPerDay)) out",
                "\(Self.tip(tip)) at the tip",
            ], width: Self.width)
        let bounds = [dose.tipLowestNanogramsPerDay, dose.tipHighestNanogramsPerDay, dose.tipMixedNanogramsPerDay]
        if bounds.contains(where: { $0 != tip }) {
            let shown = bounds.map(Self.tip)
            lines += WrappedText.parts(["tip \(shown[0]) to \(shown[1])", "well mixed \(shown[2])"], width: Self.width)
        }
        let hour = window("hour", dose.hourNanograms, of: dose.hourCeilingNanograms)
        let day = window("24 h", dose.dayNanograms, of: dose.dayCeilingNanograms)
        return lines + WrappedText.parts([hour, day], width: Self.width)
    }

    /// The tip in the coming 72 hours, where it changes.
    private func aheadLines(_ dose: DoseMessage) -> [String] {
        let ahead = status.ahead.filter { $0.drug == dose.drug }
        guard ahead.contains(where: { $0.tipNanogramsPerDay != dose.tipNanogramsPerDay }) else { return [] }
        let name = status.doses.count > 1 ? "\(dose.drug) at the tip" : "at the tip"
        return WrappedText.parts(
            [name] + ahead.map { "in \($0.hours) h \(Self.tip($0.tipNanogramsPerDay))" }, width: Self.width)
    }

    private func window(_ name: String, _ amount: Int64, of ceiling: Int64?) -> String {
        let text = "past \(name) \(Shown.nanograms(amount))"
        guard let ceiling else { return text }
        let shown = "\(text) of \(Shown.nanograms(ceiling))"
        return amount >= ceiling ? style.urgent(shown, .medium) : shown
    }

    private static func front(_ front: FrontMessage) -> String {
        let bounds = "\(Shown.seconds(front.earliestSeconds)) to \(Shown.seconds(front.latestSeconds))"
        return "at the tip in \(Shown.seconds(front.nominalSeconds)) (\(bounds))"
    }

    private func trialLines(_ trial: TrialMessage) -> [String] {
        WrappedText.parts([TrialText.kind(trial.kind)] + TrialText.parts(trial), width: Self.width)
            + WrappedText.words("next: \(trial.next)", width: Self.width)
    }

    private func refillLines(_ refill: RefillMessage) -> [String] {
        let what = "\(refill.step.rawValue); \(RefillText.expected(refill))"
        var lines = WrappedText.words(what, width: Self.width)
        if let warning = refill.warning {
            lines += WrappedText.words(warning, width: Self.width).map { style.urgent($0, .medium) }
        }
        return lines
    }

    private static func dates(_ dates: RefillDatesMessage) -> [String] {
        var parts: [String] = []
        if let bare = dates.noDemandSeconds { parts.append("in \(Shown.seconds(bare))") }
        if let all = dates.allDemandSeconds, all != dates.noDemandSeconds {
            parts.append("with all demand boluses in \(Shown.seconds(all))")
        }
        if let stability = dates.stabilitySeconds { parts.append("mixture good for \(Shown.seconds(stability))") }
        return parts
    }

    private func service(_ life: ServiceLifeMessage) -> [String] {
        var parts = ["\(life.revolutions) revolutions"]
        let limit = life.tubeCompressionsLimit.map { " of \($0)" } ?? ""
        parts.append("tube compressed \(life.tubeCompressions)\(limit) times")
        if let used = life.batteryUsedMilli { parts.append("battery \(Shown.percent(milli: used)) used") }
        if let days = life.batteryRemainingDays { parts.append("good for \(Shown.days(days))") }
        if life.replacementDue {
            let rest = life.remainingDays.map { " within \(Shown.days($0))" } ?? ""
            parts.append(style.urgent("REPLACE\(rest)", .medium))
        }
        return parts
    }
}
