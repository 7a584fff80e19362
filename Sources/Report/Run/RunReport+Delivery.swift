// SPDX-License-Identifier: Apache-2.0

extension RunReport {
    var delivered: ReportSection {
        ReportSection(
            id: "delivered", title: "Delivered",
            blocks: [
                .facts(ReportFacts(id: "volumes", facts: volumes)), .table(days), .table(doses),
                .paragraph(
                    "Volumes are what was commanded, with the bounds of calibration and of what a crash left unproven. What was "
                        + "asked for is the rate at the end of each row over its minutes. Doses are volume times concentration as mixed: what left the reservoir, which reaches the tip by the catheter's "
                        + "dead volume later. Days are those of the wall clock, in UTC."),
            ] + RunPlots(record: record).plots.map { .plot($0) })
    }

    private var volumes: [ReportFact] {
        let delivered = record.delivered
        let unit = AmountUnit.volume(upTo: delivered.onRecord.upper)
        let interval = { (id: String, label: String, value: RunInterval?) in
            ReportFact(
                id: id, label: label, kind: unit.intervalKind, unit: unit.unit, value: value.map(unit.value) ?? .missing
            )
        }
        let volume = { (id: String, label: String, value: Int64?) in
            ReportFact(
                id: id, label: label, kind: unit.kind, unit: unit.unit, value: value.map(unit.value) ?? .missing)
        }
        return [
            interval("in-span", "Delivered in the span", delivered.inSpan),
            volume("asked", "Asked for in the span", delivered.askedInSpan),
            interval("on-record", "Delivered since the record began", delivered.onRecord),
            volume("unproven", "Of that, unproven", delivered.unproven),
            volume("reverse", "Moved backwards since then", delivered.reverse),
            ReportFact(id: "forward-pulses", label: "Steps forward since then", integer: delivered.forwardPulses),
            ReportFact(id: "reverse-pulses", label: "Steps backwards since then", integer: delivered.reversePulses),
        ]
    }

    private var days: ReportTable {
        let unit = AmountUnit.volume(upTo: record.days.map(\.delivered.upper).max() ?? 0)
        return ReportTable(
            id: "days", title: "Volume by day",
            columns: [
                ReportColumn(id: "day", title: "Day"),
                ReportColumn(id: "delivered", title: "Delivered", kind: unit.intervalKind, unit: unit.unit),
                ReportColumn(id: "asked", title: "Asked for", kind: unit.kind, unit: unit.unit),
                ReportColumn(
                    id: "pumpTime", title: "Pump time on record", kind: .duration, unit: .seconds),
            ],
            rows: record.days.map { day in
                [.text(day.day), unit.value(day.delivered), unit.value(day.asked), .integer(day.minutes * 60)]
            }, whenEmpty: "No telemetry in the span.")
    }

    private var doses: ReportTable {
        let unit = AmountUnit.mass(upTo: record.doses.map(\.mass.upper).max() ?? 0)
        return ReportTable(
            id: "doses", title: "Dose by day and drug",
            columns: [
                ReportColumn(id: "day", title: "Day"), ReportColumn(id: "drug", title: "Drug"),
                ReportColumn(id: "dose", title: "Dose", kind: unit.intervalKind, unit: unit.unit),
            ],
            rows: record.doses.map { [.text($0.day), .text($0.drug), unit.value($0.mass)] },
            whenEmpty: "No telemetry in the span, or no prescription that this version can read.")
    }

    var boluses: ReportSection {
        let unit = AmountUnit.volume(upTo: record.boluses.map(\.ordered).max() ?? 0)
        let table = ReportTable(
            id: "boluses", title: "Boluses ordered in the span",
            columns: [
                ReportColumn(id: "number", title: "No.", kind: .integer), ReportColumn(id: "kind", title: "Kind"),
                ReportColumn(id: "state", title: "State"),
                ReportColumn(id: "ordered", title: "Ordered", kind: unit.kind, unit: unit.unit),
                ReportColumn(id: "least", title: "Delivered, least", kind: unit.kind, unit: unit.unit),
                ReportColumn(id: "most", title: "Delivered, most", kind: unit.kind, unit: unit.unit),
                ReportColumn(id: "duration", title: "Over", kind: .duration, unit: .seconds),
                ReportColumn(id: "orderedAt", title: "Ordered at", kind: .time),
                ReportColumn(id: "endedAt", title: "Ended at", kind: .time),
            ],
            rows: record.boluses.suffix(Self.mostRows).map { one in
                [
                    .integer(one.number), .text(one.kind), .text(one.state), unit.value(one.ordered),
                    unit.value(one.deliveredLower), unit.value(one.deliveredUpper), .integer(one.durationSeconds),
                    one.orderedAt.map { .time($0) } ?? .missing, one.endedAt.map { .time($0) } ?? .missing,
                ]
            })
        return ReportSection(
            id: "boluses", title: "Boluses",
            blocks: Self.blocks(table, of: record.boluses.count, more: "cisterna history --kind 'bolus-*'"))
    }
}
