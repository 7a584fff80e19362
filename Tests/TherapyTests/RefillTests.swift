// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities
import Testing

@testable import Therapy

/// Goal: a refill goes on where it was, whatever happened in between, and no step of it counts twice. Method: every step
/// from every stage, with the value stored and read back in between.
@Suite("Guided refill")
struct RefillTests {
    private typealias Duration = Quantities.Duration

    private static func at(_ minutes: Int64) -> RecordTime {
        RecordTime(pumpTime: .zero + .minute * minutes, wallTime: .zero + .day + .minute * minutes)
    }

    private static func milliliters(_ tenths: Int64) -> Volume { Volume(picoliters: tenths * 100_000_000) }

    private static func refill() -> Refill {
        Refill(
            at: at(10),
            expected: ExpectedResidual(volume: milliliters(25), uncertainty: milliliters(9)))
    }

    private static let text = TherapyText.continuous

    private func stored(_ refill: Refill) throws -> Refill {
        try JSONDecoder().decode(Refill.self, from: JSONEncoder().encode(refill))
    }

    @Test("BR-R03, BR-S08: a refill goes from step to step, each repeated without effect, across a crash at each")
    func steps() throws {
        var refill = Self.refill()
        #expect(refill.stage == .begun && refill.isOpen)
        refill = try stored(refill)
        let check = try refill.aspirate(Self.milliliters(31), at: Self.at(11))
        #expect(check.isWithin && refill.stage == .aspirated)
        for minute in [11, 20] as [Int64] {
            let before = refill
            refill = try stored(refill)
            #expect(try refill.aspirate(Self.milliliters(31), at: Self.at(minute)) == check)
            #expect(refill == before)
        }
        #expect(try refill.fill(Self.text, file: "t.toml", at: Self.at(12)).name == "t")
        #expect(refill.stage == .filled && refill.fill?.volume.description == "20 mL")
        #expect(refill.fill?.mixture.map(\.drug) == ["dye"] && refill.fill?.mixture[0].isPrimary == true)
        let filled = refill
        refill = try stored(refill)
        try refill.fill(Self.text, file: "other name", at: Self.at(30))
        #expect(refill == filled)
        try refill.commit(revision: 4, at: Self.at(13))
        let committed = refill
        refill = try stored(refill)
        try refill.commit(revision: 4, at: Self.at(40))
        try refill.aspirate(Self.milliliters(31), at: Self.at(40))
        try refill.fill(Self.text, file: "t.toml", at: Self.at(40))
        #expect(refill == committed && refill.stage == .committed && !refill.isOpen && refill.revision == 4)
        #expect(
            refill.lines == [
                "Refill begun 1970-01-02 00:10:00 UTC",
                "Residual: aspirated 3.1 mL, expected 2.5 mL ± 0.9 mL: 0.6 mL more, within the 0.9 mL that it may be off",
                "New fill 1970-01-02 00:12:00 UTC: 20 mL of dye 1 mg/mL (primary)",
                "Committed 1970-01-02 00:13:00 UTC as revision 4",
            ])
    }

    /// That a step throws this, and changes nothing.
    private func refuses(
        _ error: RefillError, _ refill: Refill, location: SourceLocation = #_sourceLocation,
        _ step: (inout Refill) throws -> Void
    ) {
        var after = refill
        #expect(throws: error, sourceLocation: location) { try step(&after) }
        #expect(after == refill, sourceLocation: location)
    }

    @Test("BR-F05: a step that the stage does not allow, or another input to one that was taken, changes nothing")
    func refusals() throws {
        let begun = Self.refill()
        refuses(.notYet(stage: .begun, needs: "enter what was aspirated"), begun) {
            try $0.fill(Self.text, file: "t", at: Self.at(11))
        }
        refuses(.notYet(stage: .begun, needs: "name the new prescription"), begun) {
            try $0.commit(revision: 1, at: Self.at(11))
        }
        refuses(.notYet(stage: .begun, needs: "enter what was aspirated"), begun) {
            try $0.takeBackFill(at: Self.at(11))
        }
        for volume in [Volume(picoliters: -1), Volume(picoliters: 1_000_000_000_001)] {
            refuses(.volumeOutOfRange(allowed: Refill.largestVolume), begun) {
                try $0.aspirate(volume, at: Self.at(11))
            }
        }
        refuses(.timeWentBack(by: .minute), begun) { try $0.aspirate(.zero, at: Self.at(9)) }
        refuses(.badText(limit: 1_000), begun) { try $0.abandon(because: "", at: Self.at(11)) }

        var aspirated = begun
        try aspirated.aspirate(.zero, at: Self.at(11))
        refuses(.aspiratedAlready(.zero), aspirated) { try $0.aspirate(Self.milliliters(1), at: Self.at(12)) }
        let bad = Self.text.replacing("20 mL", with: "20")
        #expect(throws: RefillError.self) {
            var copy = aspirated
            try copy.fill(bad, file: "t.toml", at: Self.at(12))
        }
        var filled = aspirated
        try filled.fill(Self.text, file: "t", at: Self.at(12))
        refuses(.filledAlready(Volume(picoliters: 20_000_000_000)), filled) {
            try $0.fill(Self.text + "\n", file: "t", at: Self.at(13))
        }
        refuses(.badRevision(0), filled) { try $0.commit(revision: 0, at: Self.at(13)) }
        var committed = filled
        try committed.commit(revision: 2, at: Self.at(13))
        refuses(.committedAlready(revision: 2), committed) { try $0.commit(revision: 3, at: Self.at(14)) }
        refuses(.committedAlready(revision: 2), committed) { try $0.abandon(because: "x", at: Self.at(14)) }
        refuses(.committedAlready(revision: 2), committed) { try $0.takeBackFill(at: Self.at(14)) }
    }

    @Test("A prescription that was named wrongly is taken back; the next one takes its place")
    func takeBack() throws {
        var refill = Self.refill()
        try refill.aspirate(Self.milliliters(25), at: Self.at(11))
        try refill.takeBackFill(at: Self.at(11))
        try refill.fill(Self.text, file: "t", at: Self.at(12))
        try refill.takeBackFill(at: Self.at(13))
        #expect(refill.stage == .aspirated && refill.residual?.difference == .zero)
        try refill.fill(Self.text.replacing("1 mg/mL", with: "2 mg/mL"), file: "t", at: Self.at(14))
        #expect(refill.fill?.mixture[0].concentration.description == "2 mg/mL")
    }

    @Test("An abandoned refill stays so, and keeps what was aspirated", arguments: 0..<3)
    func abandoned(steps: Int) throws {
        var refill = Self.refill()
        if steps > 0 { try refill.aspirate(Self.milliliters(1), at: Self.at(11)) }
        if steps > 1 { try refill.fill(Self.text, file: "t", at: Self.at(12)) }
        try refill.abandon(because: "the septum leaks", at: Self.at(13))
        let ended = refill
        try refill.abandon(because: "the septum leaks", at: Self.at(20))
        #expect(refill == ended && refill.stage == .abandoned && !refill.isOpen)
        #expect((refill.residual != nil) == (steps > 0))
        let error = RefillError.abandonedAlready(reason: "the septum leaks")
        refuses(error, refill) { try $0.abandon(because: "other", at: Self.at(20)) }
        refuses(error, refill) { try $0.commit(revision: 1, at: Self.at(20)) }
        if steps == 0 { refuses(error, refill) { try $0.aspirate(.zero, at: Self.at(20)) } }
        #expect(refill.lines.last == "Abandoned 1970-01-02 00:13:00 UTC: the septum leaks")
        #expect(try stored(refill) == refill)
    }

    @Test(
        "BR-W01: further off than 20 % or the uncertainty, the larger, is a warning that stays",
        arguments: [
            // Expected, uncertainty, aspirated, allowed in tenths of a millilitre; within.
            (25, 1, 30, 5, true), (25, 1, 20, 5, true), (25, 1, 31, 5, false), (25, 1, 19, 5, false),
            (25, 9, 34, 9, true), (25, 9, 35, 9, false), (0, 3, 3, 3, true), (0, 3, 4, 3, false), (0, 0, 0, 0, true),
        ] as [(Int64, Int64, Int64, Int64, Bool)])
    func residual(expected: Int64, uncertainty: Int64, aspirated: Int64, allowed: Int64, isWithin: Bool) throws {
        var refill = Refill(
            at: Self.at(0),
            expected: ExpectedResidual(
                volume: Self.milliliters(expected), uncertainty: Self.milliliters(uncertainty)))
        let check = try refill.aspirate(Self.milliliters(aspirated), at: Self.at(1))
        #expect(check.allowed == Self.milliliters(allowed))
        #expect(check.isWithin == isWithin)
        #expect(refill.lines[1].hasPrefix("Warning") != isWithin)
        #expect(check.text.contains("older SynchroMed") != isWithin)
        try refill.fill(Self.text, file: "t", at: Self.at(2))
        try refill.commit(revision: 1, at: Self.at(3))
        #expect(try stored(refill).residual == check)
    }

    @Test("The text of a warning says which way it is off and what that may mean")
    func texts() {
        func text(_ aspirated: Int64) -> String {
            ResidualCheck(
                expected: ExpectedResidual(volume: Self.milliliters(25), uncertainty: Self.milliliters(1)),
                aspirated: Self.milliliters(aspirated)
            ).text
        }
        #expect(text(25) == "aspirated 2.5 mL, expected 2.5 mL ± 0.1 mL: as expected")
        #expect(text(31).hasPrefix("aspirated 3.1 mL, expected 2.5 mL ± 0.1 mL: 0.6 mL more than the 0.5 mL"))
        #expect(text(31).contains("less was delivered than counted"))
        #expect(
            text(10).contains("1.5 mL less than the 0.5 mL") && text(10).contains("more was delivered than counted"))
    }

    @Test("BR-W01: the account's uncertainty counts calibration, what is unproven and what was moved back")
    func expectation() throws {
        let curve = try #require(VolumeCurve(stepVolumes: 200) { _ in 50_000 })
        let profile = RigProfile(
            pulsesPerFullStep: 4, curve: curve, strokeFullSteps: 10, minimumStrokeFullSteps: 4,
            maximumRate: FlowRate(picolitersPerDay: 1), rest: .hold, enableLead: .zero,
            calibrationUncertainty: Ratio(partsPerMillion: 50_000))
        var account = Account(
            forwardVolume: Self.milliliters(110), reverseVolume: Self.milliliters(3), fillNumber: 2,
            fill: Self.milliliters(200), forwardAtFill: Self.milliliters(10), reverseAtFill: Self.milliliters(1))
        // 20 - 10 + 0.2 mL left; 5 % of 10 mL, and 0.2 mL that went back somewhere.
        let expected = ExpectedResidual(account, profile: profile)
        #expect(expected.volume == Self.milliliters(102))
        #expect(expected.uncertainty == Self.milliliters(7))
        // 2 mL more that may not have been moved: 5 % of 10 mL to less, 2 mL to more.
        account.countUncertain(steps: .zero, volume: Self.milliliters(20))
        let widened = ExpectedResidual(account, profile: profile)
        #expect(widened.volume == Self.milliliters(82))
        #expect(widened.uncertainty == Self.milliliters(25))
        #expect(ExpectedResidual(volume: Volume(picoliters: -5), uncertainty: .zero).volume == .zero)
    }
}
