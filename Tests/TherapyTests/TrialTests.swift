// SPDX-License-Identifier: Apache-2.0
import Foundation
import Quantities
import Testing

@testable import Therapy

/// Goal: a trial takes no step that its plan or its record does not allow, and says why. Method: each kind walked through,
/// with wrong steps on the way that must change nothing.
@Suite("Trials")
struct TrialTests {
    private typealias Duration = Quantities.Duration

    private static let dose = Mass(picograms: 50_000_000)
    private static let volume = Volume(picoliters: 50_000_000)

    /// So many minutes of pump time, a day after 1970 by the wall.
    static func at(_ minutes: Int64) -> RecordTime {
        RecordTime(pumpTime: .zero + .minute * minutes, wallTime: .zero + .day + .minute * minutes)
    }

    static func single(observation: Quantities.Duration = TrialPlan.standardObservation) throws -> Trial {
        try Trial(
            name: "one", drug: "dye", tip: "L2, posterior",
            plan: .singleInjection(dose: dose, duration: .minute * 10, observation: observation))
    }

    static func series() throws -> Trial {
        try Trial(
            name: "series", drug: "dye", tip: nil,
            plan: .multipleInjections(
                doses: [dose, Mass(picograms: 75_000_000)], duration: .minute * 10, interval: .day))
    }

    static func staircase() throws -> Trial {
        try Trial(
            name: "rise", drug: "dye", tip: nil,
            plan: .continuous(
                start: FlowRate(picolitersPerDay: 100_000_000), step: FlowRate(picolitersPerDay: 50_000_000),
                interval: TrialPlan.standardInterval, ceiling: FlowRate(picolitersPerDay: 200_000_000), limit: .day))
    }

    /// That a step throws this, and changes nothing.
    private func refuses(
        _ error: TrialError, _ trial: inout Trial, location: SourceLocation = #_sourceLocation,
        _ step: (inout Trial) throws -> Void
    ) {
        let before = trial
        #expect(throws: error, sourceLocation: location) { try step(&trial) }
        #expect(trial == before, sourceLocation: location)
    }

    @Test("BR-D01: a single injection is observed for six hours before anybody judges it")
    func singleInjection() throws {
        var trial = try Self.single()
        #expect(trial.phase == .planned && trial.plan.kind == "single-injection" && trial.plan.staircase == nil)
        try trial.score(8, at: Self.at(0))
        refuses(.notStarted, &trial) { _ = try $0.requestDose(at: Self.at(1)) }
        refuses(.notStarted, &trial) { try $0.end(.noRelief, at: Self.at(1)) }
        try trial.start(at: Self.at(1))
        refuses(.startedAlready, &trial) { try $0.start(at: Self.at(1)) }
        refuses(.nothingGiven, &trial) { try $0.markRelief(at: Self.at(1)) }
        refuses(.nothingGiven, &trial) { try $0.end(.noRelief, at: Self.at(1)) }
        refuses(.noDoseUnderWay, &trial) { try $0.confirmDose(Self.dose, volume: Self.volume, at: Self.at(2)) }

        #expect(try trial.requestDose(at: Self.at(2)) == Self.dose)
        #expect(trial.phase == .doseUnderWay)
        refuses(.doseUnderWay, &trial) { _ = try $0.requestDose(at: Self.at(2)) }
        refuses(.doseUnderWay, &trial) { try $0.markRelief(at: Self.at(2)) }
        try trial.failDose(because: "the lockout runs", at: Self.at(3))
        _ = try trial.requestDose(at: Self.at(4))
        refuses(.nothingGiven, &trial) { try $0.confirmDose(.zero, volume: Self.volume, at: Self.at(5)) }
        try trial.confirmDose(Self.dose, volume: Self.volume, at: Self.at(15))
        refuses(.allDosesGiven(count: 1), &trial) { _ = try $0.requestDose(at: Self.at(16)) }

        #expect(trial.observedUntil == Self.at(375).pumpTime)
        refuses(.tooEarly(wait: .minute * 300), &trial) { try $0.end(.noRelief, at: Self.at(75)) }
        try trial.markRelief(at: Self.at(100))
        refuses(.reliefMarked, &trial) { try $0.markRelief(at: Self.at(100)) }
        refuses(.tooEarly(wait: .minute), &trial) { try $0.end(.relief, at: Self.at(374)) }
        refuses(.reliefMarked, &trial) { try $0.end(.noRelief, at: Self.at(375)) }
        refuses(.reliefMarked, &trial) { try $0.end(.timeUp, at: Self.at(375)) }
        try trial.end(.relief, at: Self.at(375))
        #expect(trial.phase == .ended(.relief))
        refuses(.ended(.relief), &trial) { try $0.score(1, at: Self.at(400)) }
        refuses(.ended(.relief), &trial) { try $0.end(.abandoned, at: Self.at(400)) }
        refuses(.ended(.relief), &trial) { try $0.start(at: Self.at(400)) }
    }

    @Test("BR-D01: a series gives each injection on request, its interval apart")
    func multipleInjections() throws {
        var trial = try Self.series()
        try trial.start(at: Self.at(0))
        _ = try trial.requestDose(at: Self.at(0))
        try trial.confirmDose(Self.dose, volume: Self.volume, at: Self.at(10))
        refuses(.tooEarly(wait: .minute), &trial) { _ = try $0.requestDose(at: Self.at(10 + 1_439)) }
        refuses(.notOfThisKind(step: "a rate", kind: "multiple-injections"), &trial) {
            try $0.reachRate(FlowRate(picolitersPerDay: 1), at: Self.at(11))
        }
        refuses(.notOfThisKind(step: "“ceiling”", kind: "multiple-injections"), &trial) {
            try $0.end(.ceiling, at: Self.at(11))
        }
        #expect(try trial.requestDose(at: Self.at(10 + 1_440)).picograms == 75_000_000)
        try trial.confirmDose(Mass(picograms: 70_000_000), volume: Self.volume, at: Self.at(1_460))
        refuses(.reliefNotMarked, &trial) { try $0.end(.relief, at: Self.at(1_460)) }
        refuses(.notOfThisKind(step: "a rate", kind: "multiple-injections"), &trial) {
            try $0.markRelief(heldRate: FlowRate(picolitersPerDay: 1), at: Self.at(1_460))
        }
        try trial.end(.noRelief, at: Self.at(1_460))
        #expect(trial.given.map(\.dose.picograms) == [50_000_000, 70_000_000])
    }

    @Test("BR-D01: a continuous trial ends by relief at its held rate, by its ceiling or by its time")
    func continuous() throws {
        var trial = try Self.staircase()
        #expect(trial.plan.staircase?.interval == .hour * 2)
        try trial.start(at: Self.at(0))
        let ceiling = FlowRate(picolitersPerDay: 200_000_000)
        refuses(.notOfThisKind(step: "an injection", kind: "continuous"), &trial) {
            _ = try $0.requestDose(at: Self.at(0))
        }
        let above = FlowRate(picolitersPerDay: 200_000_001)
        refuses(.rateOutside(rate: above, ceiling: ceiling), &trial) { try $0.reachRate(above, at: Self.at(1)) }
        try trial.reachRate(FlowRate(picolitersPerDay: 100_000_000), at: Self.at(0))
        refuses(.ceilingNotReached(ceiling: ceiling), &trial) { try $0.end(.ceiling, at: Self.at(1)) }
        refuses(.tooEarly(wait: .minute), &trial) { try $0.end(.timeUp, at: Self.at(1_439)) }

        var late = trial
        try late.end(.timeUp, at: Self.at(1_440))
        var high = trial
        try high.reachRate(ceiling, at: Self.at(240))
        try high.end(.ceiling, at: Self.at(400))
        #expect(high.phase == .ended(.ceiling) && late.phase == .ended(.timeUp))

        refuses(.notOfThisKind(step: "relief without a rate", kind: "continuous"), &trial) {
            try $0.markRelief(at: Self.at(130))
        }
        try trial.markRelief(heldRate: FlowRate(picolitersPerDay: 150_000_000), at: Self.at(130))
        #expect(trial.heldRate?.picolitersPerDay == 150_000_000)
        try trial.end(.relief, at: Self.at(200))
    }

    @Test("BR-D11: an injection of which anything may have been delivered has been given, though surely nothing was")
    func uncertain() throws {
        var trial = try Self.single()
        try trial.start(at: Self.at(0))
        _ = try trial.requestDose(at: Self.at(0))
        refuses(.nothingGiven, &trial) { try $0.confirmDose(.zero, volume: .zero, atMost: .zero, at: Self.at(1)) }
        try trial.confirmDose(.zero, volume: .zero, atMost: Self.dose, at: Self.at(1))
        #expect(trial.phase == .running && trial.given.map(\.dose) == [.zero])
        refuses(.allDosesGiven(count: 1), &trial) { _ = try $0.requestDose(at: Self.at(2)) }
        let stored = try JSONDecoder().decode(Trial.self, from: JSONEncoder().encode(trial))
        #expect(stored == trial)
        // An entry of before there were bounds reads as one without.
        let old = #"{"doseGiven":{"dose":"50 ug","volume":"50 uL"}}"#
        #expect(
            try JSONDecoder().decode(TrialEvent.self, from: Data(old.utf8))
                == .doseGiven(dose: Self.dose, volume: Self.volume))
    }

    @Test("A trial may be abandoned at any time, before its start and with an injection under way")
    func abandoned() throws {
        var planned = try Self.single()
        try planned.end(.abandoned, at: Self.at(0))
        var busy = try Self.single()
        try busy.start(at: Self.at(0))
        _ = try busy.requestDose(at: Self.at(0))
        try busy.end(.abandoned, at: Self.at(1))
        #expect(planned.phase == .ended(.abandoned) && busy.phase == .ended(.abandoned))
    }

    @Test("Scores, texts and times are checked")
    func bounds() throws {
        var trial = try Self.single()
        try trial.note("baseline", at: Self.at(10))
        refuses(.badScore(11), &trial) { try $0.score(11, at: Self.at(10)) }
        refuses(.badScore(-1), &trial) { try $0.score(-1, at: Self.at(10)) }
        refuses(.badText(limit: 1_000), &trial) { try $0.note("", at: Self.at(10)) }
        refuses(.badText(limit: 1_000), &trial) { try $0.sideEffect("a\nb", at: Self.at(10)) }
        refuses(.badText(limit: 1_000), &trial) { try $0.note(String(repeating: "x", count: 1_001), at: Self.at(10)) }
        refuses(.timeWentBack(by: .minute), &trial) { try $0.score(1, at: Self.at(9)) }
        // The wall clock may go back; it decides nothing.
        try trial.score(1, at: RecordTime(pumpTime: Self.at(11).pumpTime, wallTime: .zero))
    }

    @Test("The record of a trial has an end, and room for its outcome")
    func bounded() throws {
        var trial = try Self.single()
        try trial.start(at: Self.at(0))
        _ = try trial.requestDose(at: Self.at(0))
        while trial.entries.count < Trial.mostEntries { try trial.score(5, at: Self.at(1)) }
        refuses(.tooManyEntries(limit: 10_000), &trial) { try $0.score(5, at: Self.at(1)) }
        try trial.confirmDose(Self.dose, volume: Self.volume, at: Self.at(1))
        try trial.end(.abandoned, at: Self.at(1))
    }

    @Test("BR-S06: plans that cannot be are refused with what would be right")
    func plans() {
        let rate = FlowRate(picolitersPerDay: 10)
        let plans: [(TrialPlan, String)] = [
            (.singleInjection(dose: .zero, duration: .zero, observation: .hour), "a dose above zero"),
            (.singleInjection(dose: Self.dose, duration: .hour * 25, observation: .hour), "takes at most 1 day"),
            (.singleInjection(dose: Self.dose, duration: .zero, observation: .day * 8), "at most 7 days"),
            (.multipleInjections(doses: [Self.dose], duration: .zero, interval: .day), "a series has 2 to 20"),
            (
                .multipleInjections(doses: [Self.dose, Self.dose], duration: .zero, interval: .zero),
                "1 min to 30 days apart"
            ),
            (
                .continuous(start: .zero, step: rate, interval: .hour, ceiling: rate, limit: .day),
                "start and step are above zero"
            ),
            (
                .continuous(
                    start: rate, step: rate, interval: .hour, ceiling: FlowRate(picolitersPerDay: 9), limit: .day),
                "is below the start"
            ),
            (
                .continuous(start: rate, step: rate, interval: .hour, ceiling: rate, limit: .minute),
                "the limit is an interval or more"
            ),
        ]
        for (plan, says) in plans {
            do throws(TrialError) {
                _ = try Trial(name: "t", drug: "dye", tip: nil, plan: plan)
                Issue.record("accepted \(plan)")
            } catch {
                #expect(error.description.contains(says), "\(error)")
            }
        }
        #expect(throws: TrialError.badText(limit: 256)) {
            try Trial(
                name: "a\nmode = 1", drug: "dye", tip: nil,
                plan: .singleInjection(dose: Self.dose, duration: .zero, observation: .hour))
        }
    }

    @Test("BR-R03: a trial survives the record at every step")
    func coding() throws {
        var trial = try Self.single()
        func stored(_ trial: Trial) throws -> Trial {
            try JSONDecoder().decode(Trial.self, from: JSONEncoder().encode(trial))
        }
        try trial.start(at: Self.at(1))
        #expect(try stored(trial) == trial)
        _ = try trial.requestDose(at: Self.at(2))
        trial = try stored(trial)
        #expect(trial.phase == .doseUnderWay)
        try trial.confirmDose(Self.dose, volume: Self.volume, at: Self.at(3))
        try trial.markRelief(at: Self.at(4))
        #expect(try stored(trial) == trial)
        let text = String(decoding: try JSONEncoder().encode(trial), as: UTF8.self)
        #expect(text.contains("\"dose\":\"50 ug\""))
        var rise = try Self.staircase()
        try rise.start(at: Self.at(1))
        try rise.markRelief(heldRate: FlowRate(picolitersPerDay: 150_000_000), at: Self.at(130))
        #expect(try stored(rise) == rise)
    }
}
