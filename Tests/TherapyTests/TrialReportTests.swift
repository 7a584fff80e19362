// SPDX-License-Identifier: Apache-2.0
import Foundation
import Quantities
import TOMLDocument
import Testing

@testable import Therapy

@Suite("Reports of trials")
struct TrialReportTests {
    private typealias Tests = TrialTests

    private func proposed(_ report: TrialReport) throws -> Prescription {
        try Prescription(parsing: try #require(report.proposal.text), file: "proposal")
    }

    private func injected(_ delivered: Int64 = 50_000_000) throws -> Trial {
        var trial = try TrialTests.single()
        try trial.score(8, at: Tests.at(0))
        try trial.start(at: Tests.at(0))
        _ = try trial.requestDose(at: Tests.at(5))
        try trial.confirmDose(
            Mass(picograms: delivered), volume: Volume(picoliters: 50_000_000), at: Tests.at(15))
        try trial.score(3, at: Tests.at(75))
        try trial.sideEffect("itching", at: Tests.at(80))
        try trial.note("walks", at: Tests.at(90))
        try trial.markRelief(at: Tests.at(100))
        try trial.end(.relief, at: Tests.at(400))
        return trial
    }

    @Test("BR-D01: injections propose a daily dose equal to the one that brought relief, with its rule and source")
    func injection() throws {
        let report = TrialReport(of: try injected(), prescription: try TherapyText.prescription())
        #expect(report.outcome == .relief && report.tip == "L2, posterior")
        #expect(report.doses.map(\.asked.picograms) == [50_000_000])
        #expect(report.scores.map(\.pain) == [8, 3])
        #expect(report.scores.map(\.at.after) == [nil, .minute * 75])
        let prescription = try proposed(report)
        // 50 ug a day at 1 mg/mL.
        #expect(prescription.infusion == .simpleContinuous(rate: FlowRate(picolitersPerDay: 50_000_000)))
        #expect(prescription.reservoir == (try TherapyText.prescription()).reservoir)
        #expect(report.proposal.basis.contains("Neuromodulation 2016;19:623"))
        #expect(report.proposal.text?.contains("# For other drugs no rule was found.") == true)
        let lines = report.lines
        #expect(lines[0] == "Trial “one”, single-injection, of dye at 1 mg/mL")
        #expect(lines[1] == TrialReport.notice)
        #expect(lines.contains("Dose after 0.25 h (1970-01-02 00:15:00 UTC): asked 50 ug, delivered 50 ug in 50 uL"))
        #expect(lines.contains("Pain before the start (1970-01-02 00:00:00 UTC): 8 of 10"))
        #expect(lines.contains("Side effect after 1.33 h (1970-01-02 01:20:00 UTC): itching"))
        #expect(lines.contains("Outcome: relief after 6.67 h (1970-01-02 06:40:00 UTC)"))
        #expect(lines.contains("dose-rate = \"50 ug/day\""))
    }

    @Test("Of the dose asked for and the one delivered the lesser is proposed")
    func lesser() throws {
        for (delivered, expected) in [(40_000_001, 40_000_001), (60_000_000, 50_000_000)] as [(Int64, Int64)] {
            let report = TrialReport(of: try injected(delivered), prescription: try TherapyText.prescription())
            #expect(
                try proposed(report).infusion == .simpleContinuous(rate: FlowRate(picolitersPerDay: expected)))
        }
    }

    @Test("BR-D11: a dose that a crash cut short shows both bounds, and one of surely nothing proposes nothing")
    func uncertain() throws {
        var trial = try TrialTests.single()
        try trial.start(at: Tests.at(0))
        _ = try trial.requestDose(at: Tests.at(5))
        try trial.confirmDose(.zero, volume: .zero, atMost: Mass(picograms: 50_000_000), at: Tests.at(15))
        try trial.markRelief(at: Tests.at(100))
        try trial.end(.relief, at: Tests.at(400))
        let report = TrialReport(of: trial, prescription: try TherapyText.prescription())
        #expect(report.doses.map(\.atMost?.picograms) == [50_000_000])
        #expect(report.lines.contains { $0.hasSuffix("delivered 0 pg in 0 pL, at most 50 ug") }, "\(report.lines)")
        #expect(report.proposal.text == nil)
    }

    @Test("A series proposes the injection before relief, not the first")
    func series() throws {
        var trial = try TrialTests.series()
        try trial.start(at: Tests.at(0))
        _ = try trial.requestDose(at: Tests.at(0))
        try trial.confirmDose(Mass(picograms: 50_000_000), volume: Volume(picoliters: 1), at: Tests.at(1))
        _ = try trial.requestDose(at: Tests.at(1_500))
        try trial.failDose(because: "the door is open", at: Tests.at(1_501))
        _ = try trial.requestDose(at: Tests.at(1_502))
        try trial.confirmDose(Mass(picograms: 75_000_000), volume: Volume(picoliters: 2), at: Tests.at(1_510))
        try trial.markRelief(at: Tests.at(1_600))
        try trial.end(.relief, at: Tests.at(1_700))
        let report = TrialReport(of: trial, prescription: try TherapyText.prescription())
        #expect(report.doses.count == 2 && report.failures.map(\.text) == ["the door is open"])
        #expect(try proposed(report).infusion == .simpleContinuous(rate: FlowRate(picolitersPerDay: 75_000_000)))
    }

    @Test("BR-D01: a continuous trial proposes its held rate, and says that no rule is behind that")
    func continuous() throws {
        var trial = try TrialTests.staircase()
        try trial.start(at: Tests.at(0))
        try trial.reachRate(FlowRate(picolitersPerDay: 100_000_000), at: Tests.at(0))
        try trial.reachRate(FlowRate(picolitersPerDay: 150_000_001), at: Tests.at(120))
        try trial.markRelief(heldRate: FlowRate(picolitersPerDay: 150_000_001), at: Tests.at(130))
        try trial.end(.relief, at: Tests.at(200))
        let text =
            TherapyText.continuous.replacing("[infusion]", with: "[ infusion ] # of old")
            + "\n# the way\n[catheter]\nvolume = \"0.3 mL\"\npump-path = \"0.1 mL\"\n[limits]\nmax-rate = \"5 mL/day\"\n"
        let report = TrialReport(of: trial, prescription: try TherapyText.prescription(text))
        let prescription = try proposed(report)
        #expect(prescription.infusion == .simpleContinuous(rate: FlowRate(picolitersPerDay: 150_000_001)))
        #expect(prescription.catheter?.deadVolume?.picoliters == 400_000_000)
        #expect(prescription.maximumRate?.description == "5 mL/day")
        #expect(report.proposal.text?.contains("\n# the way\n[catheter]") == true)
        #expect(report.proposal.text?.contains("of old") == false)
        #expect(report.proposal.basis.contains("No published rule was found"))
        #expect(report.rates.map(\.doseRate.picogramsPerDay) == [100_000_000, 150_000_001])
        #expect(
            report.lines.contains("Rate after 2 h (1970-01-02 02:00:00 UTC): 0.150000001 mL/day, 150.000001 ug/day"))
    }

    @Test(
        "What a trial's own therapy file proposes is no trial any more, and all else in it stays",
        arguments: ["single", "multiple", "continuous"])
    func ownFile(kind: String) throws {
        let prescription = try TherapyText.example("trial-\(kind).toml")
        let plan = try #require(TrialPlan(of: prescription))
        var trial = try Trial(name: "own", drug: "dye", tip: nil, plan: plan)
        try trial.start(at: Tests.at(0))
        var held: FlowRate?
        if case .continuous(let start, _, _, _, _) = plan {
            try trial.reachRate(start, at: Tests.at(0))
            held = start
        } else {
            try trial.confirmDose(
                try trial.requestDose(at: Tests.at(0)), volume: Volume(picoliters: 1), at: Tests.at(5))
        }
        try trial.markRelief(heldRate: held, at: Tests.at(60))
        try trial.end(.relief, at: Tests.at(600))
        let proposed = try proposed(TrialReport(of: trial, prescription: prescription))
        #expect(prescription.trial != nil && proposed.trial == nil)
        #expect(proposed.catheter == prescription.catheter && proposed.reservoir == prescription.reservoir)
    }

    @Test("Without relief, of another drug, or in a file written otherwise there is no proposal, and the reason")
    func noProposal() throws {
        let plain = try TherapyText.prescription()
        var trial = try TrialTests.single()
        try trial.start(at: Tests.at(0))
        let open = TrialReport(of: trial, prescription: plain)
        #expect(open.outcome == nil && open.ended == nil)
        #expect(open.lines.contains("Outcome: under way"))
        try trial.end(.abandoned, at: Tests.at(1))
        let abandoned = TrialReport(of: trial, prescription: plain).proposal
        #expect(abandoned.text == nil && abandoned.basis.contains("has not ended with relief"))

        let other = try TherapyText.prescription(TherapyText.continuous.replacing("\"dye\"", with: "\"saline\""))
        let wrong = TrialReport(of: try injected(), prescription: other).proposal
        #expect(wrong.text == nil && wrong.basis.contains("the primary drug of the prescription is saline"))

        let inline = TherapyText.continuous.replacing(
            "[infusion]\nmode = \"simple-continuous\"\ndose-rate = \"0.5 mg/day\"", with: ""
        ).replacing("schema = 1", with: "schema = 1\ninfusion = { mode = \"stopped\" }")
        let report = TrialReport(of: try injected(), prescription: try TherapyText.prescription(inline))
        #expect(report.proposal.text == nil && report.proposal.basis.contains("no line [infusion]"))
    }

    @Test(
        "The infusion's lines are found in whatever order and style tables are written",
        arguments: [
            ("a = 1\n[infusion]\nx = 1\n[b]\ny = 2", "a = 1\n", "[b]\ny = 2"),
            ("[infusion]\nx = 1", "", ""),
            ("[infusion]\n[infusion.day]\nx = [\n  [1],\n]\n[[infusion.step]]\n\n# of b\n[[b]]", "", "\n# of b\n[[b]]"),
            ("a = 1\r\n[infusion]\r\nx = 1\r\n[b]\r\ny = 2", "a = 1\n", "[b]\ny = 2"),
            ("[infusions]\n[infusion]\nx = [\n[\"a\"],\n]\n[c]", "[infusions]\n", "[c]"),
        ])
    func table(text: String, before: String, after: String) throws {
        let table = try #require(TableLines(of: "infusion", in: text))
        #expect(table.before == before)
        #expect(table.after == after)
        #expect(TableLines(of: "infusion", in: "# [infusion]\ninfusion.mode = 1") == nil)
    }

    @Test("BR-R05: a report is handed on as JSON")
    func coding() throws {
        let report = TrialReport(of: try injected(), prescription: try TherapyText.prescription())
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(TrialReport.self, from: data) == report)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains("\"outcome\":\"relief\"") && text.contains("\"delivered\":\"50 ug\""))
    }
}
