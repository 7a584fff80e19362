// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlInterface
import Testing
import Varlink

@testable import cisterna

/// Goal: what people read stays as it is meant. Method: whole texts.
@Suite("Texts")
struct TextTests {
    @Test("A status, as it stands on paper")
    func status() {
        let expected = """
            local  DELIVERING
              rig         reference, simulated, 200 times real time (reached 199.9)
              program     saline, revision 3, simple-continuous, 0.5 mL/day
              rate        0.7405 mL/day now, 24 mL/day at most
              delivered   12.346 uL (12.1 uL to 12.6 uL) since the start
              prescribed  12.5 uL since the start
              on record   2.001 mL (1.96 mL to 2.04 mL)
              strokes     24; rotor at a known place
              odometer    96000 forward, 0 reverse, granted to 96800
              reservoir   2 mL (1.96 mL to 2.04 mL) of 20 mL, LOW
              bolus       bolus #4: 1.5 uL of 10 uL, 8 min 30 s left
              dose        morphine, 1 mg/mL: 740.5 ug/day out, 740.5 ug/day at the tip
                          past hour 31 ug, past 24 h 600.25 ug of 1 mg
              clock       Monday 2026-11-23 06:30:05 UTC+01:00, 2 s behind civil time
              pressure    1.23 kPa
              real time   ordinary scheduling, memory locked, DEGRADED
              edges       0 late; wake-ups are measured in real time only
              daemon      0.1.0, up 1 day 1 h, all of it on disk

            Conditions
              LOW reservoir-low, since 1 h 2 min
                what  The reservoir is below its warning level.
                now   It goes on as programmed.
                next  Plan a refill.

            \(BenchNotice.text)
            """
        #expect(StatusText(status: Bench.status, style: .plain).lines.joined(separator: "\n") == expected)
    }

    @Test("A status before the first commit")
    func emptyStatus() {
        var status = Bench.status
        status.prescription = nil
        status.reservoir = nil
        status.bolus = nil
        status.pressurePascals = nil
        status.alarms = []
        let lines = StatusText(status: status, style: .plain).lines
        #expect(lines.contains("  program     none committed") && lines.contains("  reservoir   no fill on record"))
        #expect(lines.contains("No conditions") && !lines.contains { $0.contains("bolus") })
    }

    @Test("A change in a watch, one line")
    func watchLine() {
        #expect(
            StatusText(status: Bench.status, style: .plain).line == """
                delivering, 0.7405 mL/day, 24 strokes, delivered 12.346 uL (12.1 uL to 12.6 uL), prescribed 12.5 uL, \
                reservoir 2 mL, bolus 1.5 uL of 10 uL, 8 min 30 s left, morphine 740.5 ug/day at the tip, 1.23 kPa, low: reservoir-low
                """)
    }

    @Test("A review, old beside new")
    func review() {
        let expected = """
              field          old         new
              infusion.rate  0.5 mL/day  0.75 mL/day
              limits.rate    -           2 mL/day

            What follows
              daily volume  0.75 mL
              refill        in 24 days

            Warnings
              ! the rate is half as high again
            """
        #expect(ReviewText(proposal: Bench.proposal, style: .plain).lines.joined(separator: "\n") == expected)
        var unchanged = Bench.proposal
        unchanged.changes = []
        #expect(ReviewText(proposal: unchanged, style: .plain).lines.first == "Nothing changes.")
    }

    @Test("Problems of a document, as compilers say them")
    func problems() {
        let field = ProblemMessage(file: "a.toml", line: 3, column: 8, field: "infusion.rate", message: "no unit")
        let whole = ProblemMessage(file: "a.toml", line: 1, column: 1, field: "", message: "no reservoir")
        let error = ControlError.invalidDocument([field, whole]).callError(in: ProgrammerInterface.name)
        let expected = ["a.toml:3:8: infusion.rate: no unit", "a.toml:1:1: no reservoir"]
        #expect(FailureText.lines(for: error) == expected)
    }

    @Test("A limit is said in its unit")
    func limit() {
        let error = ControlError.limitExceeded(
            limit: "maximumRateNanolitersPerDay", allowed: 24_000_000, asked: 25_000_000)
        let said = "above the maximum rate (the lowest of rig and prescription): 25 mL/day is asked, 24 mL/day allowed"
        #expect(RefusalText.sentence(for: error) == said)
    }

    @Test("What others wrote does not speak to the terminal")
    func controlCharacters() {
        let hostile: JSONValue = ["a": ["\u{1B}[2Jx\u{9B}1m\r\u{7}\ty\n"]]
        #expect(hostile.printable == ["a": ["[2Jx1m\ty\n"]])
    }

    @Test("Colour only where it is wanted, and a cut line keeps what ends its colour")
    func colour() {
        #expect(!Console.mayColour(["NO_COLOR": "1"]) && !Console.mayColour(["TERM": "dumb"]))
        #expect(Console.mayColour(["NO_COLOR": ""]) && Console.mayColour(["TERM": "xterm"]))
        let red = TextStyle(isColoured: true).urgent("abcdef", .high)
        #expect(red == "\u{1B}[1;31mabcdef\u{1B}[0m" && TextStyle.plain.urgent("a", .high) == "a")
        #expect(Screen.cut(red, to: 3) == "\u{1B}[1;31mabc\u{1B}[0m" && Screen.cut("abcdef", to: 3) == "abc")
    }

    @Test("Help fits 80 columns")
    func help() {
        let root = Cisterna.self
        var commands: [any ParsableCommand.Type] = [root]
        while let command = commands.popLast() {
            commands += command.configuration.subcommands
            for line in root.helpMessage(for: command, columns: 80).split(separator: "\n") {
                #expect(line.count <= 80, "\(line)")
            }
        }
    }

    @Test("The outcome of a request")
    func outcome() {
        #expect(OutcomeCommand.lines(OutcomeReply(state: .unknown)).first?.contains("did not take effect") == true)
        let refused = OutcomeReply(
            state: .done, method: "io.cisterna.Programmer.Bolus", error: "io.cisterna.Programmer.NotDeliverable",
            outcome: ["minimumNanoliters": 500])
        #expect(OutcomeCommand.lines(refused).last == "cisterna: too small for this rig: at least 500 nL")
    }
}
