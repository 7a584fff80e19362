// SPDX-License-Identifier: Apache-2.0

import ControlInterface
import Foundation
import Testing

@testable import Report

/// Goal: a run record says what the record says, no more and no less. Method: a run of two days as values.
@Suite("Run records")
struct RunRecordTests {
    private let record = RunRecord(Run.sources())

    @Test("BR-R05: volumes by day lie between the bounds of calibration and of what a crash left unproven")
    func volumes() {
        #expect(record.days.map(\.day) == ["2026-11-21", "2026-11-22"])
        #expect(record.days.map(\.delivered.nominal) == [440_000_000, 480_000_000])
        #expect(record.days.map(\.asked) == [440_000_000, 480_000_000])
        #expect(record.days.map(\.minutes) == [1_440, 1_440])
        // 5 % of calibration; on the second day 1 uL is unproven.
        #expect(record.days[0].delivered == RunInterval(lower: 418_000_000, nominal: 440_000_000, upper: 462_000_000))
        #expect(record.days[1].delivered.lower == 455_050_000 && record.days[1].delivered.upper == 504_000_000)
        let total = record.delivered.inSpan
        #expect(total?.nominal == 920_000_000 && total?.lower == 873_050_000)
        #expect(record.delivered.onRecord.nominal == 920_000_000 && record.delivered.unproven == 1_000_000)
    }

    @Test("Doses are volume times concentration, with the bounds of the volume")
    func doses() {
        #expect(record.doses.map(\.drug) == ["dye", "dye"])
        // 1 mg/mL: a picogram to a nanolitre's thousandth.
        #expect(record.doses.map(\.mass.nominal) == [440_000_000, 480_000_000])
        #expect(record.doses[0].mass.lower == 418_000_000 && record.doses[0].mass.upper == 462_000_000)
    }

    @Test("A dose goes by the prescription in force when its volume left")
    func dosesFollowPrescriptions() {
        var sources = Run.sources()
        let weaker = Run.therapy.replacing("1 mg/mL", with: "0.5 mg/mL")
        sources.prescriptions.append(Run.prescription(2, Run.time(1, 12), text: weaker))
        let masses = RunRecord(sources).doses.map(\.mass.nominal)
        #expect(masses == [440_000_000, 240_000_000 + 120_000_000])
    }

    @Test("A span has what lies in it, what stood at its begin, and its own volume")
    func span() {
        let part = RunRecord(Run.sources(since: Run.time(0, 12, 30), until: Run.time(1, 2)))
        #expect(part.conditions.map(\.name) == ["occlusion-downstream", "reservoir-low"])
        #expect(part.identity.calibrations.map(\.id) == ["tube-7"])
        #expect(part.starts.isEmpty && part.overrides.isEmpty && part.uncertain.isEmpty && part.stops.isEmpty)
        // Rows that end from 13:00 to 01:00: thirteen, two of them of standing still.
        #expect(part.delivered.inSpan?.nominal == 220_000_000)
        #expect(part.ledger.entriesInSpan == 2)
        let before = RunRecord(Run.sources(since: Run.time(1, 0)))
        #expect(before.conditions.map(\.name) == ["reservoir-low"])
        #expect(before.prescriptions.map(\.revision) == [1])
    }

    @Test("Conditions are told from their rise to their end, one while it stands, with its first acknowledgement")
    func conditions() {
        let events = [
            Run.event(1, Run.time(0, 1), "condition-raised", .high, ["condition": "occlusion-downstream"]),
            Run.event(2, Run.time(0, 2), "condition-raised", .high, ["condition": "occlusion-downstream"]),
            Run.event(3, Run.time(0, 3), "condition-acknowledged", .high, ["condition": "occlusion-downstream"]),
            Run.event(4, Run.time(0, 4), "condition-acknowledged", .high, ["condition": "occlusion-downstream"]),
            Run.event(5, Run.time(0, 5), "condition-cleared", .high, ["condition": "occlusion-downstream"]),
            Run.event(6, Run.time(0, 6), "condition-raised", .high, ["condition": "occlusion-downstream"]),
            // Told twice, as when the end of one call is the begin of the next.
            Run.event(6, Run.time(0, 6), "condition-cleared", .high, ["condition": "occlusion-downstream"]),
        ]
        let found = RunRecord(Run.sources(events: events)).conditions
        #expect(found.map(\.raisedAt) == [Run.time(0, 1), Run.time(0, 6)])
        #expect(found.map(\.acknowledgedAt) == [Run.time(0, 3), nil])
        #expect(found.map(\.clearedAt) == [Run.time(0, 5), nil])
        #expect(found.first?.title == "Occlusion downstream")
    }

    @Test("BR-R05, BR-R06: overrides with name and reason, crashes, clock steps and the count of evidence are told")
    func incidents() {
        #expect(record.overrides.map(\.name) == ["ada"] && record.overrides.map(\.reason) == ["bench trial"])
        #expect(record.uncertain == [RunUncertain(at: Run.time(1, 2), pulses: 800, picoliters: 1_000_000)])
        #expect(record.clockSteps.map(\.nanoseconds) == [-1_500_000_000])
        #expect(record.stops.map(\.text) == ["delivering to stopped: condition (occlusion-downstream)"])
        #expect(record.notes.map(\.kind) == ["annotation"])
        #expect(record.identity.calibrations.map(\.id) == ["tube-6", "tube-7"])
        #expect(record.identity.libraryDigest == "fedcba" && record.ledger.untrustedTimes == 1)
        let counts = record.evidence.map { "\($0.requirement) \($0.entries) \($0.firstEntry)-\($0.lastEntry)" }
        #expect(
            counts == ["BR-D11 1 10-10", "BR-R02 1 11-11", "BR-S02 3 1-9", "BR-S05 1 3-3", "BR-S10 3 1-9"])
    }

    @Test("BR-S10: the notice stands in every run record, in every form")
    func notice() throws {
        let document = record.document
        #expect(document.notice == BenchNotice.text && record.notice == BenchNotice.text)
        #expect(try document.json().contains(BenchNotice.text) && document.html().contains(BenchNotice.text))
        #expect(document.text().split(separator: "\n").joined(separator: " ").contains("no medical device"))
    }

    @Test("What stands out is on top, the gravest first")
    func findings() throws {
        let text = record.document.text()
        let words = [
            "Conditions of high priority: 1.", "A crash left movement unproven", "Boluses that were not given in full",
        ]
        let places = try words.map { try #require(text.range(of: $0)).lowerBound }
        #expect(places == places.sorted())
        #expect(!text.contains("not as it was written"))
        var sources = Run.sources()
        sources.verification = VerifyReply(
            entries: 4, first: 1, last: 4, lastHash: "", whole: false,
            broken: BrokenEntryMessage(sequence: 5, text: "its hash is another one"))
        let broken = RunRecord(sources).document.text()
        #expect(
            broken.contains("HIGH    The record is not as it was written.\n          entry 5: its hash is another one"))
    }

    @Test("A prescription that this version cannot read is told word by word, without doses")
    func unreadable() {
        var sources = Run.sources()
        sources.prescriptions = [Run.prescription(1, Run.time(0, 0), text: "schema = 9\nx = 1\n")]
        let record = RunRecord(sources)
        #expect(record.doses.isEmpty && record.prescriptions.map(\.name) == [nil])
        let text = record.document.text()
        #expect(text.contains("| schema = 9\n| x = 1") && text.contains("Prescriptions that this version cannot read"))
    }

    @Test("Without telemetry, events or prescriptions there is a report all the same")
    func empty() throws {
        var sources = Run.sources(events: [])
        sources.telemetry = []
        sources.prescriptions = []
        sources.boluses = []
        let document = RunRecord(sources).document
        #expect(document.text().contains("There is no telemetry in the span"))
        #expect(MarkupReader(document.html()).error == nil)
    }

    @Test("Where rows are missing the plots have a gap, and alarms are marks")
    func plots() throws {
        var sources = Run.sources()
        sources.telemetry.removeSubrange(20..<30)
        let plots = RunPlots(record: RunRecord(sources)).plots
        #expect(plots.map(\.id) == ["volume", "rate", "reservoir", "pressure"])
        for plot in plots { #expect(plot.series[0].points.contains { $0.y == nil }, "\(plot.id)") }
        #expect(plots[0].marks.map(\.title) == ["Occlusion downstream", "Reservoir low", "Movement left unproven"])
        #expect(plots[0].series[0].points.last?.y == 920)
        #expect(MarkupReader(RunRecord(sources).document.html()).count("svg") == 4)
        let text = RunRecord(sources).document.text()
        #expect(text.contains("600 min of pump time.") && !text.contains("Delivered less asked"))
        #expect(record.document.text().contains("Delivered less asked      0.00 %"))
    }

    @Test("A table of thousands has its last rows, and says where the others are")
    func longTables() {
        let events = (1...2_000).map { number in
            Run.event(Int64(number), Run.time(0, 1), "annotation")
        }
        let record = RunRecord(Run.sources(events: events))
        let text = record.document.text().split(separator: "\n").joined(separator: " ")
        #expect(record.notes.count == 2_000 && text.contains("The last 500 of 2000 are shown; cisterna history"))
    }

    @Test("A record is a plain value: JSON brings it back")
    func isPlain() throws {
        let data = try JSONEncoder().encode(record)
        #expect(try JSONDecoder().decode(RunRecord.self, from: data) == record)
        #expect(try ReportDocument(json: record.document.json()) == record.document)
    }
}
