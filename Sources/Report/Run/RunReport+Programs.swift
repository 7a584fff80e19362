// SPDX-License-Identifier: Apache-2.0

extension RunReport {
    var prescriptions: ReportSection {
        let table = ReportTable(
            id: "prescriptions", title: "In force in the span, the first one first",
            columns: [
                ReportColumn(id: "revision", title: "Revision", kind: .integer),
                ReportColumn(id: "name", title: "Name"),
                ReportColumn(id: "committedAt", title: "Committed", kind: .time),
                ReportColumn(id: "operator", title: "By"), ReportColumn(id: "reason", title: "Why"),
                ReportColumn(id: "fill", title: "Fill", kind: .integer),
            ],
            rows: record.prescriptions.map { one in
                [
                    .integer(one.revision), one.name.map { .text($0) } ?? .missing, .time(one.committedAt),
                    .text(one.operatorName), .text(one.reason), .integer(one.fillNumber),
                ]
            }, whenEmpty: "No prescription was committed.")
        return ReportSection(id: "prescriptions", title: "Prescriptions", blocks: [.table(table)])
    }

    var limits: ReportSection {
        let limits = ReportTable(
            id: "limits", title: "Limits of this pump at the time of the report",
            columns: [ReportColumn(id: "name", title: "Limit"), ReportColumn(id: "text", title: "Value")],
            rows: record.limits.map { [.text($0.name), .text($0.text)] })
        let overrides = ReportTable(
            id: "overrides", title: "Soft limits that were overridden",
            columns: [
                ReportColumn(id: "at", title: "At", kind: .time), ReportColumn(id: "name", title: "By"),
                ReportColumn(id: "reason", title: "Why"), ReportColumn(id: "field", title: "Field"),
                ReportColumn(id: "asked", title: "Asked"), ReportColumn(id: "limit", title: "Limit"),
                ReportColumn(id: "source", title: "Whose limit"),
            ],
            rows: record.overrides.suffix(Self.mostRows).map { one in
                [
                    .time(one.at), .text(one.name), .text(one.reason), .text(one.field), .text(one.asked),
                    .text(one.limit), .text(one.source),
                ]
            })
        return ReportSection(
            id: "limits", title: "Limits and overrides",
            blocks: [.table(limits)]
                + Self.blocks(
                    overrides, of: record.overrides.count, more: "cisterna history --kind soft-limit-overridden"))
    }

    /// What was in force, word by word.
    var appendix: ReportSection {
        let blocks: [ReportBlock] = record.prescriptions.flatMap { one -> [ReportBlock] in
            let facts = [
                ReportFact(id: "digest", label: "SHA-256", text: one.digest),
                ReportFact(id: "rig-digest", label: "SHA-256 of its rig file", text: one.rigDigest),
                ReportFact(id: "operator", label: "Committed by", text: one.operatorName),
                ReportFact(id: "committed-at", label: "Committed at", time: one.committedAt),
                ReportFact(id: "reason", label: "Why", text: one.reason),
            ]
            let title = "Revision \(one.revision)"
            return [
                .facts(ReportFacts(id: "revision-\(one.revision)", title: title, facts: facts)),
                .verbatim(
                    ReportVerbatim(
                        id: "text-\(one.revision)", title: "\(title), as it was committed", text: one.text)),
            ]
        }
        return ReportSection(
            id: "appendix", title: "Appendix: the prescriptions, word by word",
            blocks: blocks.isEmpty ? [.paragraph("None.")] : blocks)
    }
}
