// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Therapy

/// Goal: no prescription is committed whose own background would meet a ceiling. Method: the figures by hand, of whole
/// buckets and two strokes, for every mode; one picogram less is refused and names the figure.
@Suite("Dose ceilings of a prescription")
struct CeilingTests {
    /// A stroke of 0.5 uL at 1 mg/mL.
    private static let stroke: Int64 = 500_000

    private static func review(_ text: String, ceilings: String, library: DrugLibrary? = nil) throws -> Review {
        try TherapyText.review(
            text.replacing("concentration = \"1 mg/mL\"", with: "concentration = \"1 mg/mL\"\n\(ceilings)"),
            library: library ?? TherapyText.library)
    }

    /// `key` at exactly `needed` passes, a picogram below is refused with `needed`.
    private static func expect(_ needed: Int64, for key: String, _ text: String) throws {
        let passing = try review(text, ceilings: "\(key) = \"\(needed) pg\"")
        #expect(passing.errors.isEmpty, "\(passing.errors)")
        #expect(passing.figures?.windowPeaks.map(\.peak.picograms) == [needed])
        let refused = try review(text, ceilings: "\(key) = \"\(needed - 1) pg\"")
        #expect(refused.program == nil)
        guard case .backgroundReachesCeiling(let field, _, _, _, _, let figure) = refused.errors.first else {
            Issue.record("\(refused.errors)")
            return
        }
        #expect(field == "drug[1].\(key)" && figure.picograms == needed)
    }

    @Test("One rate: 24 hours and 5 minutes, an hour and a minute, two strokes each")
    func continuous() throws {
        // 0.5 mg/day x 1445 / 1440, and x 61 / 1440; a bucket ends on a whole picolitre.
        try Self.expect(501_736_112 + 2 * Self.stroke, for: "day-ceiling", TherapyText.continuous)
        try Self.expect(21_180_556 + 2 * Self.stroke, for: "hour-ceiling", TherapyText.continuous)
    }

    @Test("Periodic doses: as many as a window can touch, wherever it begins")
    func periodic() throws {
        // 24 h 5 min hold six whole doses of 50 ug and half of the next; the background on top.
        let background: Int64 = 100_000_000 * 1_445 / 1_440
        try Self.expect(
            6 * 50_000_000 + 25_000_000 + background + 1 + 2 * Self.stroke, for: "day-ceiling", ModeTests.periodic)
    }

    @Test("A staircase can be held at the highest rate that it reaches")
    func staircase() throws {
        try Self.expect(200_694_445 + 2 * Self.stroke, for: "day-ceiling", ModeTests.staircase)
        let short = ModeTests.staircase.replacing("3 days", with: "4 h")
        try Self.expect(110_381_945 + 2 * Self.stroke, for: "day-ceiling", short)
    }

    @Test("Flex: the highest 24 hours of the week, whatever minute the buckets begin on")
    func flex() throws {
        // From Tuesday 06:28 on: two minutes at 0.2, then 1,443 minutes at 0.6 until... the next day's 0.2 begins at 00:00.
        // The highest is any whole day and the five minutes more at 0.6 mL/day.
        let day = (200_000_000 * 390 + 600_000_000 * 1_050) / 1_440
        let more = 600_000_000 * 5 / 1_440
        let found = try Self.review(ModeTests.flex, ceilings: "day-ceiling = \"1 g\"").figures?.windowPeaks.first?.peak
        let expected = Int64(day + more) + 2 * Self.stroke
        #expect(abs((found?.picograms ?? 0) - expected) <= 2)
    }

    @Test("The lower of the prescription's and the library's ceiling holds, and an error says whose it is")
    func owners() throws {
        let library = TherapyText.libraryText(
            "[[drug]]\nname = \"dye\"\ndaily-dose = { upper-hard = \"0.5 mg\", source = \"bench A\" }")
        let review = try Self.review(TherapyText.continuous, ceilings: "day-ceiling = \"1 mg\"", library: library)
        #expect(
            review.errors.map(\.description) == [
                "the background alone can bring dye to its ceiling of 500 ug in any 24 hours, which is that of the drug "
                    + "library for dye (bench A); the smallest ceiling that would do is 502.736112 ug"
            ])
        let roomy = TherapyText.libraryText(
            "[[drug]]\nname = \"dye\"\ndaily-dose = { upper-hard = \"2 mg\", source = \"bench A\" }")
        let own = try Self.review(TherapyText.continuous, ceilings: "day-ceiling = \"1 mg\"", library: roomy)
        let slot = try #require(own.slots["dye"])
        #expect(own.program?.ceilings[.day, slot].picograms == 1_000_000_000)
        let none = try Self.review(TherapyText.continuous, ceilings: "", library: roomy)
        #expect(none.program?.ceilings[.day, slot].picograms == 2_000_000_000)
        #expect(none.program?.ceilings.bounds(.hour, slot) == false)
    }

    @Test("The ceiling of another drug of the mixture follows from the primary's rate")
    func admixture() throws {
        let mixture = TherapyText.continuous.replacing(
            "[infusion]",
            with:
                "primary = true\n[[drug]]\nname = \"b\"\nconcentration = \"20 ug/mL\"\nday-ceiling = \"10 ug\"\n[infusion]"
        )
        let review = try TherapyText.review(mixture)
        // 0.5 mL/day x 20 ug/mL x 1445 / 1440, and two strokes of 10 ng.
        #expect(review.errors.map(\.field) == ["drug[2].day-ceiling"])
        #expect(review.errors[0].description.hasSuffix("the smallest ceiling that would do is 10.054723 ug"))
    }

    @Test("The demand bolus's own window counts the background too")
    func demand() throws {
        // 4 h at 0.5 mg/day and 5 minutes more: 85.07 ug, and two strokes.
        let text = TherapyText.continuous + ModeTests.demand
        let review = try TherapyText.review(text)
        #expect(review.figures?.windowPeaks.map(\.peak.picograms) == [85_069_445 + 2 * Self.stroke])
        let refused = try TherapyText.review(text.replacing("150 ug", with: "86 ug"))
        #expect(refused.errors.map(\.field) == ["demand-bolus.ceiling"])
        #expect(refused.errors[0].description.contains("to its ceiling of 86 ug in any 4 h"))
    }

    @Test("BR-D02: doses below what the rig delivers are refused, a rate above the maximum with its place")
    func deliverable() throws {
        // The rig delivers 0.23 uL at least.
        let small = ModeTests.periodic.replacing("50 ug", with: "229 ng").replacing(
            "total-per-day = \"0.4 mg\"", with: "")
        #expect(try TherapyText.review(small).errors.map(\.field) == ["infusion.dose"])
        let demand = TherapyText.continuous + ModeTests.demand.replacing("25 ug", with: "229 ng")
        #expect(
            try TherapyText.review(demand).errors.map(\.description) == [
                "demand-bolus.dose is a volume of 229 nL, and the rig delivers no bolus below 230 nL"
            ])
        let trial =
            ModeTests.text("mode = \"stopped\"")
            + "\n[trial]\nkind = \"single-injection\"\ndose = \"229 ng\"\nduration = \"5 min\""
        #expect(try TherapyText.review(trial).errors.map(\.field) == ["trial.dose"])
        let fast = ModeTests.periodic.replacing("10 min", with: "1 min") + "\n[limits]\nmax-rate = \"72 mL/day\""
        let review = try TherapyText.review(fast)
        #expect(
            review.errors.map(\.description) == [
                "the rate, 72.1 mL/day, is above the maximum of the prescription: allowed is 72 mL/day"
            ])
        let slowed = try TherapyText.review(
            TherapyText.continuous + ModeTests.demand + "\n[limits]\nmax-rate = \"7 mL/day\"")
        #expect(
            slowed.errors.isEmpty
                && slowed.warnings.contains(.demandSlowed(maximum: FlowRate(picolitersPerDay: 7_000_000_000))))
    }
}
