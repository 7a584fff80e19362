// SPDX-License-Identifier: Apache-2.0

import ControlInterface
import Testing
import Varlink

@testable import cisterna

/// Goal: what people read of a therapy stays as it is meant, and fits 80 columns. Method: whole texts.
@Suite("Texts of a therapy")
struct TherapyTextTests {
    @Test("A status with everything under way (BR-W04)")
    func busyStatus() {
        let lines = StatusText(status: Bench.busyStatus, style: .plain).lines
        let expected = """
              bolus       demand bolus #4: 1.5 uL of 10 uL, 8 min 30 s left
              waiting     bolus #3: 5 uL of 20 uL, 10 min left
              bridge      0.2 mL/day, 394.2 uL to go, 1 day 23 h left
              dose        morphine, 1 mg/mL: 740.5 ug/day out, 500 ug/day at the tip
                          tip 480 ug/day to 740.5 ug/day, well mixed 600 ug/day
                          past hour 31 ug of 31 ug, past 24 h 600.25 ug of 1 mg
              mixture     at the tip in 1 h 6 min (1 h to 2 h)
              clock       Monday 2026-11-23 06:30:05 UTC+01:00, 2 s behind civil time
              trial       multiple injections, observation after dose 1, 1 of 3 doses,
                          last score 4, relief, 2 h 5 min left
                          next: Score the pain: cisterna trial score N
              refill      aspirated; 1.5 mL came out; expected: 2 mL (1.95 mL to 2.05 mL)
                          500 uL less came out than was expected: look for a leak
              refill by   in 24 days, with all demand boluses in 20 days,
                          mixture good for 60 days
              service     1200 revolutions, tube compressed 4800 of 100000 times,
                          battery 98.5 % used, good for 0 days, REPLACE within 85 days
            """
        #expect(lines.joined(separator: "\n").contains("\n\(expected)\n"))
        #expect(lines.contains("  rate        0.7405 mL/day now, 24 mL/day at most, SAFE RATE"))
        for line in lines where line != BenchNotice.text { #expect(line.count <= 80, "\(line)") }
    }

    @Test("Long names and five drugs stay within 80 columns")
    func manyDrugs() {
        var status = Bench.busyStatus
        status.doses = (1...5).map { number in
            var dose = status.doses[0]
            dose.drug = "a drug whose name is as long as names get \(number)"
            dose.tipHighestNanogramsPerDay = 123_456_789_123
            dose.hourCeilingNanograms = 123_456_789_123
            return dose
        }
        for line in StatusText(status: status, style: .plain).lines where line != BenchNotice.text {
            #expect(line.count <= 80, "\(line)")
        }
    }

    @Test("A small screen keeps the state, what is delivered and the conditions, and leaves out the machine")
    func smallScreen() {
        let text = StatusText(status: Bench.busyStatus, style: .plain)
        let whole = text.lines
        #expect(text.lines(within: whole.count) == whole)
        let fewer = text.lines(within: whole.count - 3)
        #expect(fewer.count <= whole.count - 3 && fewer.contains { $0.hasPrefix("  rig ") })
        let least = text.lines(within: 1)
        for name in ["rate", "delivered", "bolus", "dose", "clock", "trial", "reservoir"] {
            #expect(least.contains { $0.hasPrefix("  \(name) ") }, "\(name)")
        }
        for name in ["daemon", "edges", "rig", "odometer", "service"] {
            #expect(!least.contains { $0.hasPrefix("  \(name) ") }, "\(name)")
        }
        #expect(least.contains { $0.contains("reservoir-low") })
    }

    @Test("A change in a watch says what is under way")
    func watchLine() {
        let line = StatusText(status: Bench.busyStatus, style: .plain).line
        let expected = """
            demand bolus 1.5 uL of 10 uL, 8 min 30 s left, safe rate, bolus #3 waits, bridge 1 day 23 h left, \
            morphine 500 ug/day at the tip, trial observation after dose 1, refill aspirated, 1.23 kPa
            """
        #expect(line.contains(expected))
    }

    @Test("A review with the hours ahead and soft limits, condensed (BR-S05, BR-S08)")
    func boldReview() {
        let expected = """
              refill        in 24 days

            morphine, ug/day
                    outlet  tip  tip least  tip most  well mixed
              now   750     0    0          750       375
              6 h   750     60   0          750       375
              12 h  750     120  0          750       375
              24 h  750     240  0          750       375
              48 h  750     480  0          750       375
              72 h  750     720  0          750       375

            Beyond soft limits: this takes an override
              ! infusion.rate: 0.75 mg/day is asked, the limit is 0.6 mg/day
                drugs/morphine.toml:12

            Warnings
              ! the rate is half as high again
            """
        let lines = ReviewText(proposal: Bench.boldProposal, style: .plain).lines
        #expect(lines.joined(separator: "\n").hasSuffix(expected))
        for line in lines { #expect(line.count <= 80, "\(line)") }
    }

    @Test("A warning is broken between words, below its mark")
    func warnings() {
        let lines = Warning.lines(String(repeating: "word ", count: 30), .plain)
        #expect(lines.count == 2 && lines[0].hasPrefix("  ! word") && lines[1].hasPrefix("    word"))
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(WrappedText.parts(["a", "b", "cc"], width: 4) == ["a, b,", "cc"])
        #expect(WrappedText.parts(["\u{1B}[33mab\u{1B}[0m", "c"], width: 5) == ["\u{1B}[33mab\u{1B}[0m, c"])
    }

    @Test("The pump clock, known, unknown and never set (BR-D09)")
    func clocks() {
        var clock = Bench.status.clock
        #expect(ClockText.now(clock) == "It shows 2026-11-23 06:30:05 now, 2 s behind civil time.")
        clock.aheadSeconds = 3_725
        #expect(ClockText.difference(clock) == "1 h 2 min ahead of civil time")
        clock.aheadSeconds = 0
        #expect(ClockText.parts(clock) == ["Monday 2026-11-23 06:30:05 UTC+01:00", "as civil time"])
        clock = ClockMessage(known: false, offsetSeconds: -12_600)
        #expect(ClockText.parts(clock) == ["unknown, last at UTC-03:30: cisterna clock set"])
        #expect(ClockText.parts(ClockMessage(known: false)) == ["never set: cisterna clock set"])
        #expect(ClockText.now(clock) == "It is unknown now.")
    }

    @Test("What a patient has left")
    func allowances() {
        #expect(
            AllowanceText.lines(Bench.allowance) == [
                "A demand bolus is possible now.", "One is 5 uL, 5 ug of morphine.",
                "Left of what 24 hours allow: 3.",
            ])
        var none = Bench.allowance
        none.possible = false
        none.reason = "the lockout of the last one holds"
        none.nextSeconds = 1_800
        let lines = AllowanceText.lines(none)
        #expect(lines[0] == "No demand bolus now: the lockout of the last one holds")
        #expect(lines[1] == "The next is possible in 30 min.")
        none.nextSeconds = nil
        #expect(AllowanceText.lines(none)[1] == "Nobody can say when the next is possible.")
        let refused = AllowanceReply(prescribed: false, possible: false, reason: "none is prescribed")
        #expect(AllowanceText.lines(refused) == ["No demand bolus is prescribed."])
    }

    @Test("Where a refill stands, and what is next")
    func refills() {
        let lines = RefillText.lines(Bench.refill, .plain)
        #expect(lines.first == "A refill is under way: aspirated.")
        #expect(lines.last == "Next: fill the reservoir, then: cisterna refill fill FILE")
        #expect(lines.contains("  1.5 mL came out; expected: 2 mL (1.95 mL to 2.05 mL)"))
        #expect(RefillText.lines(nil, .plain).first == "No refill is under way.")
    }

    @Test("Masses, dose rates and concentrations in the unit that suits them")
    func figures() {
        #expect(Shown.nanograms(999) == "999 ng" && Shown.nanograms(1_500) == "1.5 ug")
        #expect(Shown.nanograms(2_000_000) == "2 mg" && Shown.nanograms(.max).hasSuffix(" mg"))
        #expect(Shown.nanogramsPerDay(0) == "0 ng/day" && Shown.nanogramsPerDay(100_000) == "100 ug/day")
        #expect(Shown.nanogramsPerMilliliter(500_000) == "500 ug/mL")
        #expect(Shown.percent(milli: 985) == "98.5 %" && Shown.percent(milli: 40) == "4 %")
        #expect(Shown.days(1) == "1 day" && Shown.days(0) == "0 days")
        #expect(Shown.amount(2_000_000, named: "dailyDoseNanograms") == "2 mg")
        #expect(Shown.amount(2_000, named: "doseRateNanogramsPerDay") == "2 ug/day")
        #expect(Shown.amount(2_000, named: "concentrationNanogramsPerMilliliter") == "2 ug/mL")
    }
}
