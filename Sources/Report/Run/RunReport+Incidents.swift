// SPDX-License-Identifier: Apache-2.0

extension RunReport {
    var alarms: ReportSection {
        let conditions = ReportTable(
            id: "conditions", title: "Conditions that stood in the span",
            columns: [
                ReportColumn(id: "raisedAt", title: "Raised", kind: .time),
                ReportColumn(id: "title", title: "Condition"),
                ReportColumn(id: "priority", title: "Priority"),
                ReportColumn(id: "acknowledgedAt", title: "Acknowledged", kind: .time),
                ReportColumn(id: "clearedAt", title: "Cleared", kind: .time),
            ],
            rows: record.conditions.suffix(Self.mostRows).map { one in
                [
                    .time(one.raisedAt), .text(one.title), .text(one.severity.rawValue),
                    one.acknowledgedAt.map { .time($0) } ?? .missing, one.clearedAt.map { .time($0) } ?? .missing,
                ]
            })
        return ReportSection(
            id: "alarms", title: "Alarms and stops",
            blocks: Self.blocks(conditions, of: record.conditions.count, more: "cisterna history --kind 'condition-*'")
                + incidents(record.stops, id: "stops", title: "Stops and pauses", more: "--kind state-changed"))
    }

    var ledger: ReportSection {
        let ledger = record.ledger
        let facts = [
            ReportFact(id: "began", label: "First entry written", time: ledger.began),
            ReportFact(
                id: "entries", label: "Entries on record", text: "\(ledger.firstEntry) to \(ledger.lastEntry)"),
            ReportFact(id: "entries-in-span", label: "Entries in the span", integer: ledger.entriesInSpan),
            ReportFact(id: "last-hash", label: "Hash of the last entry", text: ledger.lastHash),
            ReportFact(
                id: "whole", label: "Hashes made again and right", kind: .flag,
                value: ledger.isWhole.map { .flag($0) } ?? .missing),
        ]
        return ReportSection(
            id: "record", title: "The record itself",
            blocks: [.facts(ReportFacts(id: "ledger", facts: facts))]
                + Self.blocks(uncertain, of: record.uncertain.count, more: "cisterna history --kind uncertain-settled")
                + Self.blocks(
                    clockSteps, of: record.clockSteps.count, more: "cisterna history --kind wall-clock-stepped")
                + incidents(
                    record.storage, id: "storage", title: "Storage", more: "--kind 'record-*' --kind entries-dropped")
                + incidents(record.notes, id: "notes", title: "Notes and interventions", more: "--kind annotation"))
    }

    private var uncertain: ReportTable {
        let unit = AmountUnit.volume(upTo: record.uncertain.map(\.picoliters).max() ?? 0)
        return ReportTable(
            id: "uncertain", title: "Movement that a crash left unproven",
            columns: [
                ReportColumn(id: "at", title: "At", kind: .time),
                ReportColumn(id: "steps", title: "Steps", kind: .integer),
                ReportColumn(id: "volume", title: "At most", kind: unit.kind, unit: unit.unit),
            ],
            rows: record.uncertain.suffix(Self.mostRows).map {
                [.time($0.at), .integer($0.pulses), unit.value($0.picoliters)]
            })
    }

    private var clockSteps: ReportTable {
        ReportTable(
            id: "clockSteps", title: "Steps of the wall clock",
            columns: [
                ReportColumn(id: "at", title: "At", kind: .time),
                ReportColumn(id: "step", title: "By", kind: .number(decimals: 3), unit: .seconds),
            ],
            rows: record.clockSteps.suffix(Self.mostRows).map {
                [.time($0.at), .number(Double($0.nanoseconds) / 1e9)]
            })
    }

    var evidence: ReportSection {
        let table = ReportTable(
            id: "requirements", title: "Entries of the span that bear witness to a requirement",
            columns: [
                ReportColumn(id: "requirement", title: "Requirement"),
                ReportColumn(id: "entries", title: "Entries", kind: .integer),
                ReportColumn(id: "firstEntry", title: "First", kind: .integer),
                ReportColumn(id: "lastEntry", title: "Last", kind: .integer),
            ],
            rows: record.evidence.map {
                [.text($0.requirement), .integer($0.entries), .integer($0.firstEntry), .integer($0.lastEntry)]
            })
        return ReportSection(id: "evidence", title: "Evidence", blocks: [.table(table)])
    }

    private func incidents(_ all: [RunIncident], id: String, title: String, more: String) -> [ReportBlock] {
        let table = ReportTable(
            id: id, title: title,
            columns: [
                ReportColumn(id: "at", title: "At", kind: .time),
                ReportColumn(id: "entry", title: "Entry", kind: .integer),
                ReportColumn(id: "kind", title: "Kind"), ReportColumn(id: "text", title: "What"),
            ],
            rows: all.suffix(Self.mostRows).map {
                [.time($0.at), .integer($0.entry), .text($0.kind), .text($0.text)]
            })
        return Self.blocks(table, of: all.count, more: "cisterna history \(more)")
    }
}
