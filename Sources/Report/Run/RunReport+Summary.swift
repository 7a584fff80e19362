// SPDX-License-Identifier: Apache-2.0

extension RunReport {
    var summary: ReportSection {
        ReportSection(
            id: "summary", title: "Summary",
            blocks: [
                .facts(ReportFacts(id: "run", facts: summaryFacts)),
                .findings(
                    ReportFindings(
                        id: "to-look-at", title: "To look at", findings: findings,
                        whenEmpty: "Nothing stands out.")),
            ])
    }

    private var summaryFacts: [ReportFact] {
        let identity = record.identity
        let simulated = identity.speedUp == 1 ? "simulated" : "simulated, \(identity.speedUp) times real time"
        let program = record.prescriptions.last.map { last in
            "\(last.name.map { "\($0), " } ?? "")revision \(last.revision), by \(last.operatorName)"
        }
        var facts = [
            ReportFact(id: "pump", label: "Pump", text: identity.pump),
            ReportFact(
                id: "rig", label: "Rig",
                text: identity.isSimulated ? "\(identity.rigName), \(simulated)" : identity.rigName
            ),
            ReportFact(id: "prescription", label: "Prescription at the end", text: program),
        ]
        facts += volumeFacts
        let counts: [(String, String, Int)] = [
            ("boluses", "Boluses", record.boluses.count), ("conditions", "Conditions", record.conditions.count),
            ("overrides", "Limits overridden", record.overrides.count), ("starts", "Starts", record.starts.count),
        ]
        return facts
            + counts.map { ReportFact(id: $0.0, label: $0.1, integer: Int64($0.2)) }
            + [ReportFact(id: "made-at", label: "Report made at", time: record.madeAt)]
    }

    private var volumeFacts: [ReportFact] {
        let unit = AmountUnit.volume(upTo: record.delivered.inSpan?.upper ?? 0)
        let asked = record.delivered.askedInSpan
        var facts = [
            ReportFact(
                id: "delivered", label: "Delivered", kind: unit.intervalKind, unit: unit.unit,
                value: record.delivered.inSpan.map(unit.value) ?? .missing),
            ReportFact(
                id: "asked", label: "Asked for by the program", kind: unit.kind, unit: unit.unit,
                value: asked.map(unit.value) ?? .missing),
        ]
        // What was asked for while no row was written is not in the sum.
        if let asked, asked > 0, record.delivered.missingMinutes == 0, let delivered = record.delivered.inSpan {
            let share = (Double(delivered.nominal) - Double(asked)) / Double(asked) * 100
            facts.append(
                ReportFact(
                    id: "difference", label: "Delivered less asked", kind: .number(decimals: 2), unit: .percent,
                    value: .number(share)))
        }
        return facts
    }

    /// What whoever reads the record should know first, the gravest on top.
    private var findings: [ReportFinding] {
        (recordFindings + deliveryFindings + identityFindings).enumerated()
            .sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }.map(\.element)
    }

    private var recordFindings: [ReportFinding] {
        var found: [ReportFinding] = []
        switch record.ledger.isWhole {
        case false:
            found.append(
                ReportFinding(
                    id: "chain-broken", severity: .high, text: "The record is not as it was written.",
                    detail: record.ledger.broken))
        case nil:
            found.append(
                ReportFinding(
                    id: "chain-unchecked", severity: .note, text: "The record's hashes were not made again.",
                    detail: "cisterna history verify does that."))
        case true?: break
        }
        let damaged = record.storage.filter { $0.severity >= .medium }
        if !damaged.isEmpty {
            found.append(
                ReportFinding(
                    id: "storage", severity: .high, text: "Storage failed, or the record was replaced.",
                    detail: damaged.map(\.kind).joined(separator: ", ")))
        }
        if record.storage.contains(where: { $0.kind == "entries-dropped" }) {
            found.append(
                ReportFinding(id: "dropped", severity: .note, text: "Old entries were dropped from the record."))
        }
        if record.ledger.untrustedTimes > 0 {
            found.append(
                ReportFinding(
                    id: "untrusted-times", severity: .low,
                    text: "Entries whose wall time the kernel did not hold for right: "
                        + "\(record.ledger.untrustedTimes) of \(record.ledger.entriesInSpan)."))
        }
        if !record.clockSteps.isEmpty {
            found.append(
                ReportFinding(
                    id: "clock-steps", severity: .low,
                    text: "The wall clock was stepped; times before and after do not compare.",
                    detail: "Times: \(record.clockSteps.count)."))
        }
        return found
    }

    private var deliveryFindings: [ReportFinding] {
        var found: [ReportFinding] = []
        let unproven = record.uncertain.map(\.picoliters).reduce(0, +)
        if !record.uncertain.isEmpty {
            let unit = AmountUnit.volume(upTo: unproven)
            found.append(
                ReportFinding(
                    id: "uncertain", severity: .medium,
                    text: "A crash left movement unproven; it counts as delivered.",
                    detail: "At most \(unit.value(unproven).shown(as: unit.kind)) \(unit.unit.symbol)."))
        }
        for severity in [ReportSeverity.high, .medium] {
            let titles = record.conditions.filter { $0.severity == severity }.map(\.title)
            guard !titles.isEmpty else { continue }
            found.append(
                ReportFinding(
                    id: "conditions-\(severity.rawValue)", severity: severity,
                    text: "Conditions of \(severity.rawValue) priority: \(titles.count).",
                    detail: Set(titles).sorted().joined(separator: ", ")))
        }
        let cut = record.boluses.filter { ["interrupted", "stopped", "limited"].contains($0.state) }
        if !cut.isEmpty {
            found.append(
                ReportFinding(
                    id: "boluses-cut", severity: .medium, text: "Boluses that were not given in full: \(cut.count).",
                    detail: cut.suffix(20).map { "#\($0.number) \($0.state)" }.joined(separator: ", ")))
        }
        if !record.overrides.isEmpty {
            found.append(
                ReportFinding(
                    id: "overrides", severity: .medium, text: "Soft limits were overridden: \(record.overrides.count).")
            )
        }
        return found
    }

    private var identityFindings: [ReportFinding] {
        var found: [ReportFinding] = []
        let unread = record.prescriptions.filter { $0.name == nil }
        if !unread.isEmpty {
            found.append(
                ReportFinding(
                    id: "unread-prescriptions", severity: .low,
                    text: "Prescriptions that this version cannot read: their doses are left out.",
                    detail: unread.map { "revision \($0.revision)" }.joined(separator: ", ")))
        }
        if record.identity.speedUp > 1 {
            found.append(
                ReportFinding(
                    id: "speed-up", severity: .note,
                    text:
                        "The pump's time ran \(record.identity.speedUp) times as fast as the wall clock of this report."
                ))
        }
        if record.delivered.missingMinutes > 0 {
            found.append(
                ReportFinding(
                    id: "missing-telemetry", severity: .low,
                    text:
                        "Rows of telemetry are missing: what was asked for then is left out, what was delivered is not.",
                    detail: "\(record.delivered.missingMinutes) min of pump time."))
        }
        if record.samples.isEmpty {
            found.append(
                ReportFinding(
                    id: "no-telemetry", severity: .low,
                    text: "There is no telemetry in the span: volumes by day and plots are missing."))
        }
        return found
    }
}
