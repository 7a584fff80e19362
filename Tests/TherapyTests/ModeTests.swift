// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Therapy

@Suite("Modes of a therapy file")
struct ModeTests {
    /// The therapy of all tests, with another mode.
    static func text(_ infusion: String) -> String {
        TherapyText.continuous.replacing(
            "mode = \"simple-continuous\"\ndose-rate = \"0.5 mg/day\"", with: infusion)
    }

    static let flex = text(
        """
        mode = "flex"
        [[infusion.pattern]]
        days = "mon-wed fri"
        [[infusion.pattern.step]]
        at = "00:00"
        dose-rate = "0.2 mg/day"
        [[infusion.pattern.step]]
        at = "06:30"
        rate = "0.6 mL/day"
        [[infusion.pattern]]
        days = "sat-sun thu"
        [[infusion.pattern.step]]
        at = "00:00"
        dose-rate = "0 mg/day"
        [[infusion.pattern.step]]
        at = "23:59"
        dose-rate = "0.5 mg/day"
        """)

    static let periodic = text(
        """
        mode = "periodic-bolus"
        dose = "50 ug"
        duration = "10 min"
        interval = "4 h"
        dose-rate = "0.1 mg/day"
        total-per-day = "0.4 mg"
        """)

    static let staircase = text(
        """
        mode = "staircase"
        start = "50 ug/day"
        step = "60 ug/day"
        ceiling = "200 ug/day"
        limit = "3 days"
        """)

    static let demand = """

        [demand-bolus]
        dose = "25 ug"
        duration = "5 min"
        lockout = "2 h"
        lockout-from = "end"
        most-per-day = 8
        ceiling = "150 ug"
        ceiling-window = "4 h"
        """

    @Test("BR-D01: a flex therapy is compiled into the week of the pump clock")
    func flexSchedule() throws {
        let review = try TherapyText.review(Self.flex)
        #expect(review.errors.isEmpty && review.program?.mode == .flex && review.program?.rate == .zero)
        // A Monday of the pump clock: 1970-01-05.
        func rate(_ days: Int64, _ minutes: Int64) -> Int64 {
            review.schedule.rate(at: (Duration.day * (4 + days) + .minute * minutes).nanoseconds).rate.picolitersPerDay
        }
        #expect(rate(0, 0) == 200_000_000 && rate(0, 389) == 200_000_000 && rate(0, 390) == 600_000_000)
        #expect(rate(1, 1_439) == 600_000_000 && rate(3, 0) == 0 && rate(3, 1_439) == 500_000_000)
        #expect(rate(4, 400) == 600_000_000 && rate(5, 720) == 0 && rate(6, 1_439) == 500_000_000)
        #expect(review.schedule.count == 14)
    }

    @Test("The day's total is shown for each pattern, and the week's mean")
    func flexTotals() throws {
        let figures = try #require(try TherapyText.review(Self.flex).figures)
        // 0.2 x 390 + 0.6 x 1050 = 708 uL.min/1440 = 0.491666.. mL; one minute at 0.5 mL/day: 0.000347222 mL.
        #expect(
            figures.dayTotals.map(\.days) == [
                [.monday, .tuesday, .wednesday, .friday], [.thursday, .saturday, .sunday],
            ])
        #expect(figures.dayTotals.map(\.volume.picoliters) == [491_666_666, 347_222])
        #expect(figures.dayTotals.map(\.doses[0].rate.picogramsPerDay) == [491_666_666, 347_222])
        #expect(figures.rate.picolitersPerDay == (4 * 491_666_666 + 3 * 347_222) / 7)
        #expect(figures.highestRate.picolitersPerDay == 600_000_000)
    }

    @Test("BR-D01: a periodic bolus is a rate over its duration, a background and an interval")
    func periodicBolus() throws {
        let review = try TherapyText.review(Self.periodic)
        let program = try #require(review.program)
        #expect(program.mode == .periodicBolus && program.rate.picolitersPerDay == 100_000_000)
        // 50 uL in 10 minutes.
        #expect(
            program.periodic
                == PeriodicDose(
                    rate: FlowRate(picolitersPerDay: 7_200_000_000), duration: .minute * 10, interval: .hour * 4))
        let figures = try #require(review.figures)
        #expect(figures.periodic?.volume.picoliters == 50_000_000 && figures.periodic?.perDay == 6)
        #expect(figures.rate.picolitersPerDay == 400_000_000)
        #expect(figures.highestRate.picolitersPerDay == 7_300_000_000)
        let bare = try TherapyText.review(
            Self.periodic.replacing("dose-rate = \"0.1 mg/day\"\ntotal-per-day = \"0.4 mg\"", with: ""))
        #expect(bare.program?.rate == .zero && bare.figures?.rate.picolitersPerDay == 300_000_000)
    }

    @Test("BR-D01: a staircase rises by a step each interval, in flows")
    func staircase() throws {
        let review = try TherapyText.review(Self.staircase)
        let program = try #require(review.program)
        #expect(program.mode == .staircase)
        #expect(
            program.staircase
                == Staircase(
                    start: FlowRate(picolitersPerDay: 50_000_000), step: FlowRate(picolitersPerDay: 60_000_000),
                    interval: .hour * 2, ceiling: FlowRate(picolitersPerDay: 200_000_000), limit: .day * 3))
        let figures = try #require(review.figures)
        #expect(figures.rate.picolitersPerDay == 50_000_000 && figures.highestRate.picolitersPerDay == 200_000_000)
        #expect(figures.risesOfStaircase == 3)
        // The earliest that 18 mL can be gone: held at the ceiling.
        #expect(figures.timeToReserve == .day * 90)
        #expect(try TherapyText.prescription(Self.staircase).trial == .continuous)
        let short = try TherapyText.review(Self.staircase.replacing("3 days", with: "4 h"))
        #expect(short.figures?.highestRate.picolitersPerDay == 110_000_000 && short.figures?.risesOfStaircase == 1)
    }

    @Test("BR-D04, BR-W04: a demand bolus says from when its lockout runs, and the refill is shown with all of them")
    func demandBolus() throws {
        let review = try TherapyText.review(TherapyText.continuous + Self.demand)
        let program = try #require(review.program)
        #expect(
            program.demand
                == DemandRules(
                    volume: Volume(picoliters: 25_000_000), duration: .minute * 5, lockout: .hour * 2,
                    lockoutIsFromEnd: true, perDay: 8))
        let slot = try #require(review.slots["dye"])
        #expect(program.ceilings[.demand, slot].picograms == 150_000_000)
        #expect(program.ceilings.demandSpan == .hour * 4)
        let figures = try #require(review.figures)
        // 18 mL at 0.5 mL/day, and at 0.5 + 8 x 0.025 mL/day.
        #expect(figures.timeToReserve == .day * 36 && figures.refillDate?.description == "2026-12-27")
        #expect(figures.timeToReserveWithAllDemand?.nanoseconds == 2_221_714_285_714_286)
        #expect(figures.refillDateWithAllDemand?.description == "2026-12-16")
        // A lockout that lets fewer begin than are allotted.
        let rare = Self.demand.replacing("2 h", with: "8 h")
        #expect(try TherapyText.review(TherapyText.continuous + rare).figures?.demand?.perDay == 3)
        let none = try TherapyText.review(TherapyText.continuous).figures
        #expect(none?.refillDateWithAllDemand == nil && none?.demand == nil)
    }

    @Test("A trial by injections has its dose, its observation and its days")
    func trials() throws {
        let stopped = Self.text("mode = \"stopped\"")
        let single = try TherapyText.prescription(
            stopped + "\n[trial]\nkind = \"single-injection\"\ndose = \"50 ug\"\nduration = \"5 min\"")
        #expect(single.trial?.injection?.observation == .hour * 6)
        #expect(single.trial?.injection?.dose.picograms == 50_000_000)
        let series = try TherapyText.prescription(
            stopped + "\n[trial]\nkind = \"multiple-injections\"\ndose = \"50 ug\"\nduration = \"5 min\"\n"
                + "observation = \"8 h\"\ndoses = 14")
        guard case .multipleInjections(let injection, let doses, let interval) = series.trial else {
            Issue.record("\(String(describing: series.trial))")
            return
        }
        #expect(injection.duration == .minute * 5 && injection.observation == .hour * 8)
        #expect(doses == 14 && interval == .day)
        #expect(try TherapyText.review(series.text).figures?.injection?.volume.picoliters == 50_000_000)
    }

    static let mistakes: [(text: String, change: (String, String), says: String)] = [
        (flex, ("mon-wed", "mon-thu"), "21:8: infusion.pattern[2].days: thu is in another pattern already"),
        (flex, ("sat-sun", "sat"), "12:1: infusion.pattern: no pattern says what comes on sun; each day"),
        (flex, ("sat-sun", "sat-sunday"), "21:8: infusion.pattern[2].days: “sat-sunday” is no day"),
        (flex, ("sat-sun", "sat sat"), "21:8: infusion.pattern[2].days: “sat” is no day, or one named twice"),
        (flex, ("06:30", "6:30"), "18:6: infusion.pattern[1].step[2].at: “6:30” is no time of day"),
        (flex, ("23:59", "24:00"), "26:6: infusion.pattern[2].step[2].at: “24:00” is no time of day"),
        (flex, ("06:30", "00:00"), "18:6: infusion.pattern[1].step[2].at: 00:00 is not after the step before it"),
        (
            flex, ("at = \"00:00\"\ndose-rate = \"0.2", "at = \"00:01\"\ndose-rate = \"0.2"),
            "15:6: infusion.pattern[1].step[1].at: the first step of a day is at “00:00”, not 00:01"
        ),
        (flex, ("rate = \"0.6 mL/day\"", ""), "17:1: infusion.pattern[1].step[2]: a step needs a dose-rate"),
        (
            flex, ("rate = \"0.6 mL/day\"", "rate = \"0.6 mL/day\"\ndose-rate = \"0.5 mg/day\""),
            "19:8: infusion.pattern[1].step[2].rate: 0.6 mL/day at 1 mg/mL is not 500 ug/day of dye"
        ),
        (flex, ("mode = \"flex\"", "mode = \"flex\"\nrate = \"1 mL/day\""), "12:1: infusion.rate: has no meaning with"),
        (flex, ("days = \"mon-wed fri\"", "day = \"mon\""), "13:1: infusion.pattern[1].day: unknown key; did you mean"),
        (
            text("mode = \"flex\""), ("1 mg/mL", "1 mg/mL"),
            "10:1: infusion.pattern: is missing; each pattern is a table"
        ),
        (periodic, ("4 h", "9 min"), "14:12: infusion.interval: 9 min is shorter than the duration, 10 min"),
        (
            periodic, ("0.4 mg", "0.3 mg"),
            "16:17: infusion.total-per-day: 300 ug is not what 50 ug each 4 h and the background come to in a day, on "
                + "average 400 ug"
        ),
        (periodic, ("dose = \"50 ug\"", ""), "10:1: infusion.dose: is missing; it takes a mass"),
        (periodic, ("duration = \"10 min\"", "duration = \"10\""), "13:12: infusion.duration: a duration needs a unit"),
        (staircase, ("200 ug", "40 ug"), "14:11: infusion.ceiling: 40 ug/day is below the start, 50 ug/day"),
        (staircase, ("3 days", "1 h"), "15:9: infusion.limit: 1 h is shorter than the interval, 2 h"),
        (
            staircase + "\n[trial]\nkind = \"single-injection\"\ndose = \"1 ug\"\nduration = \"1 s\"", ("", ""),
            "17:8: trial.kind: the mode “staircase” is a trial of the kind"
        ),
        (
            TherapyText.continuous + "\n[trial]\nkind = \"continuous\"", ("", ""),
            "14:8: trial.kind: a continuous trial needs the infusion mode"
        ),
        (
            staircase + "\n[trial]\nkind = \"continuous\"\ndoses = 3", ("", ""),
            "18:1: trial.doses: has no meaning with the kind “continuous”"
        ),
        (
            TherapyText.continuous
                + "\n[trial]\nkind = \"multiple-injections\"\ndose = \"1 ug\"\nduration = \"1 h\"\ndoses = 2\ninterval = \"6 h\"",
            ("", ""),
            "18:12: trial.interval: 6 h is shorter than an injection and its observation, 7 h"
        ),
        (
            TherapyText.continuous
                + "\n[trial]\nkind = \"multiple-injections\"\ndose = \"1 ug\"\nduration = \"1 h\"\ndoses = 15",
            ("", ""), "17:9: trial.doses: 15 is out of range; allowed is 2 to 14"
        ),
        (
            TherapyText.continuous + demand, ("lockout-from = \"end\"", ""),
            "13:1: demand-bolus.lockout-from: is missing; it takes one of “start”, “end”"
        ),
        (
            TherapyText.continuous + demand, ("most-per-day = 8", "most-per-day = 49"),
            "18:16: demand-bolus.most-per-day: 49 is out of range"
        ),
        (
            TherapyText.continuous + demand, ("ceiling-window = \"4 h\"", ""),
            "19:11: demand-bolus.ceiling: needs ceiling-window beside it"
        ),
        (
            TherapyText.continuous + demand, ("150 ug", "24 ug"),
            "19:11: demand-bolus.ceiling: 24 ug is below the dose, 25 ug"
        ),
        (
            TherapyText.continuous + demand, ("\"4 h\"", "\"9 min\""),
            "20:18: demand-bolus.ceiling-window: 9 min is out of range"
        ),
        (
            TherapyText.continuous, ("1 mg/mL\"", "1 mg/mL\"\nday-ceiling = \"1 mL\""),
            "10:15: drug[1].day-ceiling: “mL” is a unit of volume"
        ),
        (
            TherapyText.continuous + "\n[limits]\nsafe-rate = 0", ("", ""),
            "14:13: limits.safe-rate: a flow rate is a text with its unit"
        ),
    ]

    @Test("BR-S06, BR-S07, BR-D04: mistakes of a mode are named where they stand", arguments: 0..<mistakes.count)
    func mistake(index: Int) {
        let (text, change, says) = Self.mistakes[index]
        let found = TherapyText.failure(change.0.isEmpty ? text : text.replacing(change.0, with: change.1))
        #expect(found.split(separator: "\n").contains { $0.hasPrefix(says) }, "\(found)")
    }

    @Test("Days are words, ranges past the end of the week, or all")
    func weekdays() {
        #expect(Weekday.days(in: "all").days == Weekday.allCases)
        #expect(Weekday.days(in: "sat-mon  thu").days == [.monday, .thursday, .saturday, .sunday])
        #expect(Weekday.days(in: "mon-mon").days == [.monday])
        for text in ["", " ", "mon-", "-mon", "mon-tue-wed", "Mon", "mon,tue", "all mon", "fri-mon sat"] {
            #expect(Weekday.days(in: text).days == nil, "\(text)")
        }
    }

    @Test("Times of the day have two digits each")
    func times() {
        #expect(TimeOfDay("00:00")?.minutes == 0 && TimeOfDay("23:59")?.minutes == 1_439)
        #expect(TimeOfDay("06:05")?.description == "06:05")
        for text in ["24:00", "12:60", "1:00", "01:0", "01-00", "0a:00", "01:000", ""] {
            #expect(TimeOfDay(text) == nil, "\(text)")
        }
    }

    @Test("Every setting of a mode is shown old beside new")
    func settings() throws {
        let fields = try [Self.flex, Self.periodic, Self.staircase, TherapyText.continuous + Self.demand].map {
            Set(try TherapyText.prescription($0).settings.map(\.field))
        }
        #expect(fields[0].contains("infusion.pattern[mon tue wed fri].step[06:30].rate"))
        #expect(fields[1].isSuperset(of: ["infusion.dose", "infusion.duration", "infusion.interval", "infusion.rate"]))
        #expect(
            fields[2].isSuperset(of: [
                "infusion.start", "infusion.step", "infusion.ceiling", "infusion.limit", "trial.kind",
            ]))
        #expect(
            fields[3].isSuperset(of: ["demand-bolus.lockout-from", "demand-bolus.ceiling-window", "limits.safe-rate"]))
    }
}
