// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Therapy

@Suite("Review of a prescription")
struct ReviewTests {
    private typealias Text = TherapyText

    @Test("Figures by hand: 1.2 ug/day at 25 ug/mL is 0.048 mL/day")
    func lowestDose() throws {
        let text = Text.continuous.replacing("1 mg/mL", with: "25 ug/mL").replacing("0.5 mg/day", with: "1.2 ug/day")
        let review = try Text.review(text)
        let figures = try #require(review.figures)
        #expect(figures.rate.description == "0.048 mL/day")
        #expect(figures.dailyDoses.map(\.rate.picogramsPerDay) == [1_200_000])
        // 0.5 uL at 48 uL a day: every 900 s.
        #expect(figures.strokeInterval == .minute * 15)
        // 18 mL at 0.048 mL a day: 375 days.
        #expect(figures.timeToReserve == .day * 375)
        #expect(figures.refillDate?.description == "2027-12-01")
        #expect(figures.deadVolume == nil && figures.transitTime == nil)
        #expect(review.errors.isEmpty)
        #expect(review.warnings == [.deadVolumeUnknown])
    }

    @Test("Figures by hand: an admixture, its dead volume and its stability")
    func admixture() throws {
        let text =
            Text.continuous
            .replacing(
                "[infusion]", with: "primary = true\n[[drug]]\nname = \"b\"\nconcentration = \"20 ug/mL\"\n[infusion]"
            )
            .replacing("[[drug]]\nname = \"dye\"", with: "stability = \"30 days\"\n[[drug]]\nname = \"dye\"")
            + "\n[catheter]\nvolume = \"0.3 mL\"\npump-path = \"0.095 mL\"\nvolume-uncertainty = \"10 %\""
        let review = try Text.review(text)
        let figures = try #require(review.figures)
        #expect(figures.dailyDoses.map(\.drug) == ["dye", "b"])
        #expect(figures.dailyDoses.map(\.rate.picogramsPerDay) == [500_000_000, 10_000_000])
        // 0.395 mL at 0.5 mL/day takes 18.96 h.
        #expect(figures.deadVolume?.picoliters == 395_000_000)
        #expect(figures.deadVolumeUncertainty?.picoliters == 30_000_000)
        #expect(figures.transitTime?.nanoseconds == 68_256_000_000_000)
        #expect(figures.timeToReserve == .day * 36)
        #expect(figures.refillDate?.description == "2026-12-21")
        #expect(review.warnings == [.expiresBeforeRefill(stability: .day * 30, refill: .day * 36)])
        #expect(review.warnings[0].description.contains("keeps 30 day, the reserve is reached only after 36 days"))
    }

    @Test("A program carries revision, fill and the lowest maximum")
    func program() throws {
        let program = try #require(try Text.review(Text.continuous).program)
        #expect(program.revision == 3 && program.fillNumber == 2 && program.mode == .simpleContinuous)
        #expect(program.rate.picolitersPerDay == 500_000_000)
        #expect(program.maximumRate == Text.rig.maximumRate)
        #expect(program.fill.picoliters == 20_000_000_000)
        #expect(program.residual == .zero)
        #expect(program.lowReservoir.picoliters == 2_000_000_000)
        let limited = try Text.review(Text.continuous + "\n[limits]\nmax-rate = \"24 mL/day\"")
        #expect(limited.program?.maximumRate.description == "24 mL/day")
        #expect(limited.warnings == [.deadVolumeUnknown])
        let above = try Text.review(Text.continuous + "\n[limits]\nmax-rate = \"240 mL/day\"")
        #expect(above.program?.maximumRate.description == "200 mL/day")
        #expect(above.warnings.contains { $0.description.hasPrefix("limits.max-rate, 240 mL/day, has no effect") })
    }

    @Test("BR-D02: a rate above the lowest ceiling is refused with the figure and whose ceiling it is")
    func ceilings() throws {
        let fast = Text.continuous.replacing("dose-rate = \"0.5 mg/day\"", with: "rate = \"201 mL/day\"")
        let byRig = try Text.review(fast)
        #expect(byRig.program == nil)
        #expect(
            byRig.errors.map(\.description) == [
                "the rate, 201 mL/day, is above the maximum of the rig: allowed is 200 mL/day"
            ])
        let byPrescription = try Text.review(Text.continuous + "\n[limits]\nmax-rate = \"0.4 mL/day\"")
        #expect(
            byPrescription.errors.map(\.description) == [
                "the rate, 0.5 mL/day, is above the maximum of the prescription: allowed is 0.4 mL/day"
            ])
        #expect(try Text.review(Text.continuous + "\n[limits]\nmax-rate = \"0.5 mL/day\"").errors.isEmpty)
    }

    @Test("The minimum rate is the rig's own, and refused where it names none; stopped delivers nothing")
    func modes() throws {
        let trickle = Text.continuous.replacing("simple-continuous", with: "minimum-rate")
            .replacing("dose-rate = \"0.5 mg/day\"", with: "")
        #expect(try Text.review(trickle).errors == [.noMinimumRate])
        #expect(try Text.review(trickle).figures == nil)
        let rig = RigFacts(
            maximumRate: Text.rig.maximumRate, minimumRate: FlowRate(picolitersPerDay: 50_000_000),
            minimumBolus: Text.rig.minimumBolus, strokeVolume: Text.rig.strokeVolume,
            calibrationUncertainty: Text.rig.calibrationUncertainty)
        let review = try Text.review(trickle, rig: rig)
        #expect(review.program?.mode == .minimumRate)
        #expect(review.program?.rate.description == "0.05 mL/day")
        let stopped = try Text.review(trickle.replacing("minimum-rate", with: "stopped"))
        #expect(stopped.program?.mode == .stopped && stopped.program?.rate == .zero)
        #expect(stopped.figures?.strokeInterval == nil && stopped.figures?.timeToReserve == nil)
        #expect(stopped.figures?.refillDate == nil)
    }

    @Test("BR-W02: thresholds within the uncertainty of the estimate are refused")
    func thresholds() throws {
        // 5 % of the 19.05 mL above it is 952.5 uL, and a stroke of 0.5 uL: 0.953 mL.
        func review(_ threshold: String) throws -> Review {
            try Text.review(
                Text.continuous.replacing("fill-date", with: "low-reservoir = \"\(threshold)\"\nfill-date"))
        }
        let refused = try review("0.95 mL")
        #expect(
            refused.errors.first
                == .thresholdWithinUncertainty(
                    field: "reservoir.low-reservoir", threshold: Volume(picoliters: 950_000_000),
                    uncertainty: Volume(picoliters: 953_000_000)))
        #expect(refused.program == nil)
        #expect(try review("0.96 mL").errors.isEmpty)
        let residual = try Text.review(
            Text.continuous.replacing("fill-date", with: "residual = \"1.5 mL\"\nfill-date"))
        #expect(residual.errors.count == 2)
    }

    @Test("BR-S08: changes are shown old beside new, and only what changed")
    func changes() throws {
        let new = Text.continuous.replacing("0.5 mg/day", with: "0.6 mg/day").replacing(
            "fill-date", with: "residual = \"0.1 mL\"\nfill-date"
        )
        .replacing(
            "[infusion]", with: "primary = true\n[[drug]]\nname = \"b\"\nconcentration = \"20 ug/mL\"\n[infusion]")
        let old = Text.continuous + "\n[catheter]\ntip = \"T10\""
        let changes = try Text.review(new, against: old).changes
        #expect(
            changes.map(\.field) == [
                "infusion.rate", "drug[b].concentration", "reservoir.residual", "catheter.volume-uncertainty",
                "catheter.pump-path-uncertainty", "catheter.tip",
            ])
        #expect(changes[0].old == "0.5 mL/day" && changes[0].new == "0.6 mL/day")
        #expect(changes[1].old == nil)
        #expect(changes[5].old == "T10" && changes[5].new == nil)
        #expect(try Text.review(old, against: old).changes.isEmpty)
        // The first prescription: everything is new.
        let first = try Text.review(Text.continuous).changes
        #expect(first.count == (try Text.prescription().settings.count))
        #expect(first.allSatisfy { $0.old == nil && $0.new != nil })
    }
}
