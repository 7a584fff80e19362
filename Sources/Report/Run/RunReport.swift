// SPDX-License-Identifier: Apache-2.0

/// A run record as a report.
struct RunReport {
    let record: RunRecord

    /// More rows than these of one table stand in the record only.
    static let mostRows = 500

    var document: ReportDocument {
        let since = record.span.since?.description ?? "the first entry on record"
        return ReportDocument(
            title: "Run record of \(record.identity.pump)", subtitle: "From \(since) to \(record.span.until)",
            notice: record.notice,
            sections: [
                summary, identity, prescriptions, limits, delivered, boluses, alarms, ledger, evidence, appendix,
            ])
    }

    /// A table, and a sentence where it does not have all rows.
    static func blocks(_ table: ReportTable, of count: Int, more: String) -> [ReportBlock] {
        guard count > table.rows.count else { return [.table(table)] }
        let sentence = "The last \(table.rows.count) of \(count) are shown; \(more) shows all."
        return [.table(table), .paragraph(sentence)]
    }

    /// Enough of a digest to tell it from others.
    static func short(_ digest: String) -> String { String(digest.prefix(16)) }
}

extension RunRecord {
    /// The record as a report: text, JSON or HTML as ``ReportDocument`` has them.
    public var document: ReportDocument { RunReport(record: self).document }
}
