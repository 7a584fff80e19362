// SPDX-License-Identifier: Apache-2.0

extension RunReport {
    var identity: ReportSection {
        let identity = record.identity
        let facts = [
            ReportFact(id: "pump", label: "Pump", text: identity.pump),
            ReportFact(id: "rig", label: "Rig", text: identity.rigName),
            ReportFact(id: "rig-digest", label: "SHA-256 of the rig file", text: identity.rigDigest),
            ReportFact(id: "simulated", label: "Simulated", kind: .flag, value: .flag(identity.isSimulated)),
            ReportFact(id: "speed-up", label: "Times real time", integer: identity.speedUp),
            ReportFact(id: "daemon", label: "Daemon's version", text: identity.daemonVersion),
            ReportFact(id: "analyser", label: "Version that made this", text: identity.analyserVersion),
            ReportFact(id: "schema", label: "Schema of the record", integer: record.ledger.schema),
            ReportFact(id: "library", label: "SHA-256 of the drug library", text: identity.libraryDigest),
        ]
        return ReportSection(
            id: "identity", title: "What ran",
            blocks: [.facts(ReportFacts(id: "identity", facts: facts)), .table(calibrations)]
                + Self.blocks(
                    starts, of: record.starts.count, more: "cisterna history --kind daemon-started"))
    }

    private var calibrations: ReportTable {
        ReportTable(
            id: "calibrations", title: "Calibrations in use",
            columns: [
                ReportColumn(id: "calibration", title: "Calibration"),
                ReportColumn(id: "firstUsed", title: "First used", kind: .time),
                ReportColumn(
                    id: "uncertainty", title: "Uncertainty", kind: .number(decimals: 2), unit: .percent),
            ],
            rows: record.identity.calibrations.map { calibration in
                [
                    .text(calibration.id), calibration.firstUsed.map { .time($0) } ?? .missing,
                    calibration.uncertaintyMicro.map { .number(Double($0) / 10_000) } ?? .missing,
                ]
            }, whenEmpty: "No start of the daemon is on record.")
    }

    private var starts: ReportTable {
        ReportTable(
            id: "starts", title: "Starts of the daemon",
            columns: [
                ReportColumn(id: "at", title: "At", kind: .time), ReportColumn(id: "version", title: "Version"),
                ReportColumn(id: "rigDigest", title: "Rig"), ReportColumn(id: "calibration", title: "Calibration"),
                ReportColumn(id: "restart", title: "Restart", kind: .flag),
            ],
            rows: record.starts.suffix(Self.mostRows).map { start in
                [
                    .time(start.at), .text(start.version), .text(Self.short(start.rigDigest)),
                    .text(start.calibration), .flag(start.isRestart),
                ]
            }, whenEmpty: "None in the span.")
    }
}
