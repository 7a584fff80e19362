// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Therapy

/// Goal: a change of concentration gives the new dose from the start, and says what it cannot promise. Method: the worked
/// example of 0.395 mL from 500 to 2000 ug/mL at 100 ug/day, and what differs from it.
@Suite("BR-D07, BR-D08: bridge bolus")
struct BridgeTests {
    /// 100 ug/day of the dye through a dead volume of 0.395 mL.
    private static func text(
        _ concentration: String = "2 mg/mL", uncertainty: String = "0 %", ceiling: String = "120 ug",
        dead: String = "0.286 mL"
    ) -> String {
        TherapyText.continuous.replacing(
            "concentration = \"1 mg/mL\"", with: "concentration = \"\(concentration)\"\nday-ceiling = \"\(ceiling)\""
        ).replacing("0.5 mg/day", with: "100 ug/day") + """

            [catheter]
            volume = "\(dead)"
            pump-path = "0.109 mL"
            volume-uncertainty = "\(uncertainty)"
            pump-path-uncertainty = "\(uncertainty)"
            """
    }

    private static let delivered = Volume(picoliters: 7_000_000_000)

    private static func plug(_ concentration: Int64, from start: Int64, slot: Int = 3) -> PathContents.Plug {
        var mixture = DrugMixture()
        mixture[slot] = Concentration(picogramsPerMicroliter: concentration)
        let start = Volume(picoliters: start)
        return PathContents.Plug(earliest: start, latest: start, mixture: mixture, isUnknown: false)
    }

    /// After 7 mL of 500 ug/mL.
    private static func context(_ plugs: [PathContents.Plug]? = nil) throws -> ReviewContext {
        var context = TherapyText.context()
        context.slots = try #require(DrugSlots(["dye": 3]))
        context.therapy.path = try #require(PathContents(plugs ?? [plug(500_000, from: 0)]))
        context.therapy.pumpTime = .zero + .day * 30
        context.windows = DoseWindows(at: context.therapy.pumpTime)
        context.forwardVolume = delivered
        return context
    }

    private static func review(_ text: String, _ context: ReviewContext) throws -> Review {
        Review(of: try TherapyText.prescription(text), in: context)
    }

    @Test("The worked example: 0.2 mL/day for 47.4 h, then 0.05 mL/day, whole under a ceiling of 120 ug")
    func workedExample() throws {
        let review = try Self.review(Self.text(), try Self.context())
        #expect(review.errors.isEmpty)
        let program = try #require(review.program)
        #expect(program.rate.picolitersPerDay == 50_000_000 && program.bridge.count == 1)
        #expect(program.bridge.segment(0).rate.picolitersPerDay == 200_000_000)
        #expect(program.bridge.segment(0).end == Self.delivered + Volume(picoliters: 395_000_000))
        let figures = try #require(review.figures?.bridge)
        #expect(figures.segments.count == 1 && figures.target.picogramsPerDay == 100_000_000)
        #expect(figures.segments[0].concentration.picogramsPerMicroliter == 500_000)
        #expect(figures.segments[0].dailyDoses.map(\.rate.picogramsPerDay) == [100_000_000])
        #expect(figures.segments[0].time.nanoseconds == 170_640_000_000_000)
        #expect(figures.time.formatted(in: "h", decimals: 3) == "47.4 h" && figures.volume.picoliters == 395_000_000)
        #expect(figures.uncertainty == .zero)
        #expect(review.warnings.count == 1)
        #expect(
            review.warnings.first?.description.contains("0.395 mL ± 0 mL comes first, for 47.4 h; old and new") == true)
    }

    @Test("What has left the tip is no part of it, also where it held no drug: a path that was rinsed and primed")
    func rinsed() throws {
        let rinsed = PathContents.Plug(earliest: .zero, latest: .zero, mixture: DrugMixture(), isUnknown: false)
        let review = try Self.review(
            Self.text(), try Self.context([rinsed, Self.plug(500_000, from: 1_000_000_000)]))
        let program = try #require(review.program)
        #expect(program.bridge.count == 1 && program.bridge.segment(0).rate.picolitersPerDay == 200_000_000)
    }

    @Test("With 5 % of uncertainty the same ceiling is refused with the figure")
    func uncertain() throws {
        let review = try Self.review(Self.text(uncertainty: "5 %"), try Self.context())
        #expect(review.program == nil && review.errors.count == 1)
        guard case .bridgeExceedsCeiling(_, _, let ceiling, let peak, let after) = review.errors.first else {
            Issue.record("\(review.errors)")
            return
        }
        // 0.01975 mL at 2 mg/mL and not at 0.5: 29.625 ug more than 24 h 5 min of 100 ug/day, and two strokes of 1 ug.
        #expect(ceiling.picograms == 120_000_000)
        #expect((131_000_000...132_500_000).contains(peak.picograms), "\(peak)")
        #expect(after > .hour * 44 && after < .hour * 72)
        #expect(review.errors[0].description.contains("its ceiling is 120 ug"))
        // That very figure would do.
        let roomy = Self.text(uncertainty: "5 %", ceiling: "\(peak.picograms) pg")
        #expect(try Self.review(roomy, try Self.context()).errors.isEmpty)
    }

    @Test("What the windows hold already counts: a bridge right after boluses is refused")
    func windows() throws {
        var context = try Self.context()
        context.windows.add(20_000_000 * 1_000_000, ofSlot: 3)
        let review = try Self.review(Self.text(), context)
        guard case .bridgeExceedsCeiling = review.errors.first else {
            Issue.record("\(review.errors)")
            return
        }
        context.windows = DoseWindows(at: context.therapy.pumpTime)
        context.windows.add(17_000_000 * 1_000_000, ofSlot: 3)
        #expect(try Self.review(Self.text(), context).errors.isEmpty)
    }

    @Test("The opposite change runs slower first, and never gives the old dose at the new rate")
    func thinner() throws {
        let review = try Self.review(Self.text("500 ug/mL"), try Self.context([Self.plug(2_000_000, from: 0)]))
        #expect(review.errors.isEmpty)
        #expect(review.program?.bridge.segment(0).rate.picolitersPerDay == 50_000_000)
        #expect(review.program?.rate.picolitersPerDay == 200_000_000)
        #expect(review.figures?.bridge?.time.formatted(in: "h", decimals: 1) == "189.6 h")
        let uncertain = Self.text("500 ug/mL", uncertainty: "5 %")
        #expect(try Self.review(uncertain, try Self.context([Self.plug(2_000_000, from: 0)])).program == nil)
    }

    @Test("Several plugs give several segments, the one nearest to the tip first")
    func segments() throws {
        // 0.1 mL of 1 mg/mL came in last; what lies before it has 0.295 mL left to the tip.
        let plugs = [Self.plug(500_000, from: 0), Self.plug(1_000_000, from: 6_900_000_000)]
        let review = try Self.review(Self.text(), try Self.context(plugs))
        #expect(review.errors.isEmpty)
        let bridge = try #require(review.program?.bridge)
        #expect(bridge.count == 2)
        #expect(bridge.segment(0).end.picoliters == 7_295_000_000 && bridge.segment(1).end.picoliters == 7_395_000_000)
        #expect(bridge.segment(0).rate.picolitersPerDay == 200_000_000)
        #expect(bridge.segment(1).rate.picolitersPerDay == 100_000_000)
        #expect(review.figures?.bridge?.segments.map(\.volume.picoliters) == [295_000_000, 100_000_000])
        // One that has left the tip gives none; the same mixture again asks for none.
        let gone = [Self.plug(1_000_000, from: 0), Self.plug(500_000, from: 6_605_000_000)]
        #expect(try Self.review(Self.text(), try Self.context(gone)).program?.bridge.count == 1)
        let same = try Self.review(Self.text("500 ug/mL"), try Self.context())
        #expect(same.program?.bridge.count == 0 && same.figures?.bridge == nil && same.warnings.isEmpty)
    }

    @Test("A bridge under way goes on where it is, also for another rate of the same mixture")
    func underWay() throws {
        let plugs = [Self.plug(500_000, from: 0), Self.plug(2_000_000, from: 6_800_000_000)]
        let review = try Self.review(
            Self.text().replacing("100 ug/day", with: "90 ug/day"), try Self.context(plugs))
        let bridge = try #require(review.program?.bridge)
        #expect(bridge.count == 1 && bridge.segment(0).end.picoliters == 7_195_000_000)
        #expect(bridge.segment(0).rate.picolitersPerDay == 180_000_000)
    }

    @Test("A bridge under way that a change would end is spoken of")
    func ended() throws {
        let plugs = [Self.plug(500_000, from: 0), Self.plug(2_000_000, from: 6_800_000_000)]
        let stopped = Self.text().replacing("simple-continuous", with: "stopped").replacing(
            "dose-rate = \"100 ug/day\"", with: "")
        #expect(try Self.review(stopped, try Self.context(plugs)).warnings == [.noBridge(.noBackground)])
        let thin = [Self.plug(2_000_000, from: 0)]
        let same = Self.text().replacing("simple-continuous", with: "stopped").replacing(
            "dose-rate = \"100 ug/day\"", with: "")
        #expect(try Self.review(same, try Self.context(thin)).warnings.isEmpty)
    }

    @Test("After a restart the bridge in force is laid again, and its ceilings are not judged again")
    func restart() throws {
        var context = try Self.context()
        let text = Self.text(uncertainty: "5 %")
        #expect(try Self.review(text, context).program == nil)
        context.isInForce = true
        let review = try Self.review(text, context)
        #expect(review.program?.bridge.segment(0).rate.picolitersPerDay == 200_000_000)
        #expect(review.figures?.comingPeaks.map { $0.peak > $0.ceiling } == [true])
    }

    @Test("The rate of a bridge rounds towards less and stays below the maximum")
    func rates() throws {
        let thirds = try Self.review(Self.text(), try Self.context([Self.plug(300_000, from: 0)]))
        #expect(thirds.program?.bridge.segment(0).rate.picolitersPerDay == 333_333_333)
        let text = Self.text() + "\n[limits]\nmax-rate = \"0.15 mL/day\""
        let slowed = try Self.review(text, try Self.context())
        #expect(slowed.program?.bridge.segment(0).rate.picolitersPerDay == 150_000_000)
        #expect(slowed.warnings.contains(.bridgeSlowed(maximum: FlowRate(picolitersPerDay: 150_000_000))))
    }

    @Test("A mean dose is bridged for a flex day, the first step for a staircase")
    func modes() throws {
        let catheter = "\n[catheter]\nvolume = \"0.286 mL\"\npump-path = \"0.109 mL\""
        let flex = try Self.review(ModeTests.flex + catheter, try Self.context())
        // The mean of four days of 0.491666666 mL and three of 0.000347222 mL of 1 mg/mL, out of 500 ug/mL.
        let mean: Int64 = (4 * 491_666_666 + 3 * 347_222) / 7
        #expect(flex.program?.bridge.segment(0).rate.picolitersPerDay == 2 * mean)
        let staircase = try Self.review(ModeTests.staircase + catheter, try Self.context())
        #expect(staircase.program?.bridge.segment(0).rate.picolitersPerDay == 100_000_000)
    }

    @Test("Where no bridge is possible a warning says why, and what to do")
    func impossible() throws {
        var context = try Self.context()
        context.therapy.path = PathContents()
        let unknown = try Self.review(Self.text(), context)
        #expect(unknown.warnings == [.noBridge(.contentsUnknown)] && unknown.program?.bridge.count == 0)
        let absent = try Self.review(Self.text(), try Self.context([Self.plug(500_000, from: 0, slot: 5)]))
        #expect(absent.warnings == [.noBridge(.primaryAbsent(drug: "dye"))] && absent.program != nil)
        let stopped = Self.text().replacing("simple-continuous", with: "stopped").replacing(
            "dose-rate = \"100 ug/day\"", with: "")
        #expect(try Self.review(stopped, try Self.context()).warnings == [.noBridge(.noBackground)])
        let nowhere = Self.text().replacing("pump-path = \"0.109 mL\"", with: "")
        #expect(
            try Self.review(nowhere, try Self.context()).warnings == [
                .deadVolumeUnknown, .noBridge(.deadVolumeUnknown),
            ])
        for warning in unknown.warnings + absent.warnings { #expect(warning.description.contains("rinse and prime")) }
    }

    @Test("A bridge is declined by name and reason only, and then the windows ahead are spoken of")
    func declined() throws {
        var context = try Self.context([Self.plug(2_000_000, from: 0)])
        context.declinedBridge = NamedOverride(name: "A. Smith", reason: "new catheter")
        #expect(context.declinedBridge != nil)
        let review = try Self.review(Self.text("500 ug/mL"), context)
        #expect(review.errors.isEmpty && review.program?.bridge.count == 0 && review.figures?.bridge != nil)
        #expect(review.declinedBridge == context.declinedBridge)
        #expect(review.warnings.first == .bridgeDeclined(by: "A. Smith", reason: "new catheter"))
        // 0.2 mL/day of 2 mg/mL: 400 ug/day.
        guard case .ceilingAhead(_, _, _, let peak) = review.warnings.last else {
            Issue.record("\(review.warnings)")
            return
        }
        #expect((401_388_889...404_000_000).contains(peak.picograms), "\(peak)")
        // Nothing to decline: nobody declined.
        #expect(try Self.review(Self.text("2 mg/mL"), context).declinedBridge == nil)
    }

    @Test("A bridge that nobody would wait for is refused with its time")
    func tooLong() throws {
        let slow = Self.text().replacing("100 ug/day", with: "2 ug/day")
        let review = try Self.review(slow, try Self.context())
        #expect(
            review.errors == [
                .bridgeTooLong(time: Duration(nanoseconds: Duration.day.nanoseconds / 4 * 395), most: .day * 90)
            ])
    }

    @Test("A drug that only remains in the path keeps the ceiling that it had")
    func leftOver() throws {
        var context = try Self.context()
        context.slots = try #require(DrugSlots(["dye": 3, "b": 5]))
        var old = DrugMixture()
        old[3] = Concentration(picogramsPerMicroliter: 500_000)
        old[5] = Concentration(picogramsPerMicroliter: 10_000)
        context.therapy.path = try #require(
            PathContents([PathContents.Plug(earliest: .zero, latest: .zero, mixture: old, isUnknown: false)]))
        context.oldCeilings[.day, 5] = Mass(picograms: 2_100_000)
        let review = try Self.review(Self.text(), context)
        #expect(review.errors.isEmpty && review.slots["b"] == 5)
        #expect(review.program?.ceilings[.day, 5].picograms == 2_100_000)
        #expect(review.figures?.bridge?.segments[0].dailyDoses.map(\.drug) == ["dye", "b"])
        // 0.2 mL/day of 10 ug/mL through 24 h 5 min, and two strokes.
        context.oldCeilings[.day, 5] = Mass(picograms: 2_000_000)
        guard case .bridgeExceedsCeiling(let drug, _, _, _, _) = try Self.review(Self.text(), context).errors.first
        else {
            Issue.record("accepted")
            return
        }
        #expect(drug == "b")
    }

    @Test("Where only another drug changes there is no bridge, and a warning says so")
    func others() throws {
        var context = try Self.context([Self.plug(2_000_000, from: 0)])
        context.slots = try #require(DrugSlots(["dye": 3, "b": 5]))
        let text = Self.text().replacing(
            "[infusion]", with: "primary = true\n[[drug]]\nname = \"b\"\nconcentration = \"10 ug/mL\"\n[infusion]")
        let review = try Self.review(text, context)
        #expect(
            review.warnings == [
                .otherConcentration(
                    drug: "b", old: .zero, new: Concentration(picogramsPerMicroliter: 10_000))
            ])
        #expect(review.program?.bridge.count == 0)
    }
}
