// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities
import Testing
import Therapy
import Transcript

@testable import Daemon
@testable import Ledger

/// Goal: what a trial has on record is what the pump did, whatever was missed. Method: the pure parts of the workflow, each
/// with the outcomes that a bolus, a bridge and a dose window can have.
@Suite("Trials on record")
struct TrialRecordTests {
    private typealias Duration = Quantities.Duration

    private static let dose = Mass(picograms: 50_000_000)
    /// 1 mg/mL.
    private static let concentration = Concentration(picogramsPerMicroliter: 1_000_000)

    private static func at(_ minutes: Int64) -> RecordTime {
        RecordTime(pumpTime: .zero + .minute * minutes, wallTime: .zero + .day + .minute * minutes)
    }

    private static func rate(_ microliters: Int64) -> FlowRate {
        FlowRate(picolitersPerDay: microliters * 1_000_000)
    }

    private static func record(_ plan: TrialPlan, started: Bool = true) throws -> TrialRecord {
        var trial = try Trial(name: "t", drug: "dye", tip: nil, plan: plan)
        if started { try trial.start(at: at(0)) }
        return TrialRecord(number: 3, revision: 7, trial: trial, document: "document")
    }

    private static func injecting() throws -> TrialRecord {
        var record = try record(.singleInjection(dose: dose, duration: .minute * 5, observation: .hour * 6))
        _ = try record.trial.requestDose(at: at(1))
        record.doseRequest = "r-1"
        return record
    }

    private static func staircase() throws -> TrialRecord {
        try record(
            .continuous(start: rate(100), step: rate(50), interval: .hour, ceiling: rate(200), limit: .hour * 10))
    }

    private static func bolus(_ state: StoredBolusState, lower: Int64, upper: Int64?) -> StoredBolus {
        StoredBolus(
            number: 5, kind: .single, volume: Volume(picoliters: 50_000_000), requestId: "r-1", state: state,
            deliveredLower: Volume(picoliters: lower), deliveredUpper: upper.map(Volume.init(picoliters:)))
    }

    private func settled(
        _ bolus: StoredBolus?, at concentration: Concentration? = TrialRecordTests.concentration
    ) throws -> TrialEvent? {
        var record = try Self.injecting()
        let isSettled = try record.settle(bolus, because: "DoseLimit", at: concentration, Self.at(9))
        #expect(isSettled == (record.doseRequest == nil) && isSettled == (record.trial.phase == .running))
        #expect(isSettled ? record.bolus == nil : record.bolus == bolus?.number)
        return isSettled ? record.trial.entries.last?.event : nil
    }

    @Test(
        "BR-D11: an injection is settled with what the record of boluses bears out, and anything delivered is a dose given"
    )
    func settling() throws {
        #expect(try settled(nil) == .doseNotGiven(reason: "DoseLimit"))
        #expect(try settled(Self.bolus(.refused, lower: 0, upper: 0)) == .doseNotGiven(reason: "DoseLimit"))
        #expect(try settled(Self.bolus(.ordered, lower: 0, upper: nil)) == nil)
        #expect(try settled(Self.bolus(.running, lower: 9, upper: nil)) == nil)
        let whole = TrialEvent.doseGiven(dose: Self.dose, volume: Volume(picoliters: 50_000_000))
        #expect(try settled(Self.bolus(.completed, lower: 50_000_000, upper: 50_000_000)) == whole)
        for state: StoredBolusState in [.stopped, .cancelled, .limited] {
            #expect(
                try settled(Self.bolus(state, lower: 1_000, upper: 1_000))
                    == .doseGiven(dose: Mass(picograms: 1_000), volume: Volume(picoliters: 1_000)))
            #expect(
                try settled(Self.bolus(state, lower: 0, upper: 0)) == .doseNotGiven(reason: "nothing was delivered"))
        }
        #expect(
            try settled(Self.bolus(.interrupted, lower: 2_000, upper: 9_000))
                == .doseGiven(
                    dose: Mass(picograms: 2_000), volume: Volume(picoliters: 2_000), atMost: Mass(picograms: 9_000)))
        // Surely nothing, and perhaps something: never given again.
        #expect(
            try settled(Self.bolus(.interrupted, lower: 0, upper: 1))
                == .doseGiven(dose: .zero, volume: .zero, atMost: Mass(picograms: 1)))
        #expect(
            try settled(Self.bolus(.interrupted, lower: 0, upper: 9), at: nil)
                == .doseGiven(dose: .zero, volume: .zero, atMost: Self.dose))
    }

    @Test("Only an injection under way is settled")
    func nothingToSettle() throws {
        var record = try Self.staircase()
        let before = record
        #expect(try !record.settle(nil, because: "-", at: nil, Self.at(9)))
        #expect(record == before)
    }

    @Test("BR-D01: injections go on with the same therapy committed again, and a staircase begins anew with it")
    func inForce() throws {
        let (injections, staircase) = (try Self.injecting(), try Self.staircase())
        #expect(injections.isInForce("document", revision: 7) && injections.isInForce("document", revision: 8))
        #expect(staircase.isInForce("document", revision: 7) && !staircase.isInForce("document", revision: 8))
        for record in [injections, staircase] {
            #expect(!record.isInForce("another", revision: 7) && !record.isInForce(nil, revision: 7))
        }
    }

    @Test("BR-D01: the time of a trial is up by delivered time, not by the pump's own")
    func timeUp() throws {
        var early = try Self.staircase()
        try early.end(delivered: .hour * 9, "paused for long", at: Self.at(6_000))
        #expect(early.trial.phase == .ended(.abandoned))
        #expect(early.trial.entries.suffix(2).first?.event == .note(text: "paused for long"))
        var late = try Self.staircase()
        try late.end(delivered: .hour * 10, nil, at: Self.at(6_000))
        #expect(late.trial.phase == .ended(.timeUp))
        var relieved = try Self.staircase()
        try relieved.trial.markRelief(heldRate: Self.rate(100), at: Self.at(1))
        try relieved.end(delivered: .hour * 10, nil, at: Self.at(6_000))
        #expect(relieved.trial.phase == .ended(.relief))
        var busy = try Self.injecting()
        let before = busy
        #expect(throws: TrialError.doseUnderWay) { try busy.end(delivered: .zero, nil, at: Self.at(9)) }
        var open = try Self.staircase()
        #expect(throws: TrialError.badText(limit: 1_000)) { try open.end(delivered: .zero, "", at: Self.at(9)) }
        #expect(busy == before)
    }

    private func rates(_ events: [Event], after sequence: Int64 = 0, isBridging: Bool = false) -> [Int64] {
        var rates = TrialRates(isBridging: isBridging, isLimited: false, since: 2)
        return events.enumerated().compactMap { index, event in
            rates.follow(EventRecord(sequence: sequence + Int64(index) + 1, at: .zero, event: event))
        }.map { $0.picolitersPerDay / 1_000_000 }
    }

    @Test("BR-D07: neither a bridge's rate nor the safe rate is a rate of the trial, and what came before is none")
    func ownRates() {
        let bridge: [Event] = [
            .stateChanged(from: .stopped, to: .delivering, cause: .command), .rateChanged(Self.rate(70)), .bridgeEnded,
            .rateChanged(Self.rate(100)),
        ]
        #expect(rates(bridge, after: 2, isBridging: true) == [100])
        #expect(rates(bridge, after: 2) == [70, 100])
        // The first two are of before: the end of another bridge among them.
        #expect(
            rates([.bridgeEnded, .rateChanged(Self.rate(60)), .rateChanged(Self.rate(70))], isBridging: true) == [])
        let limited: [Event] = [
            .rateChanged(Self.rate(100)), .doseLimited(.hour, slot: 0), .rateChanged(Self.rate(10)),
        ]
        #expect(
            rates(limited + [.conditionCleared(.doseLimit), .rateChanged(Self.rate(150))], after: 2) == [100, 150])
        #expect(
            rates(
                limited + [
                    .rateChanged(.zero), .stateChanged(from: .stopped, to: .delivering, cause: .command),
                    .rateChanged(Self.rate(150)),
                ], after: 2) == [100, 150])
    }

    private func words(
        _ record: TrialRecord, delivered: Quantities.Duration = .zero, isInForce: Bool = true
    ) -> TrialWords {
        TrialWords(record.trial, at: Self.at(6_000).pumpTime, delivered: delivered, isInForce: isInForce)
    }

    @Test("BR-D01: what is left of a continuous trial is delivered time, and its end says what the pump does")
    func shown() throws {
        var record = try Self.staircase()
        #expect(words(record, delivered: .hour * 4).remaining == .hour * 6)
        #expect(words(record, delivered: .hour * 11).remaining == .zero)
        #expect(words(record, isInForce: false).step == "another prescription is in force")
        #expect(words(record, isInForce: false).remaining == nil)
        var relieved = record
        try relieved.trial.markRelief(heldRate: Self.rate(100), at: Self.at(1))
        try relieved.end(delivered: .zero, nil, at: Self.at(2))
        #expect(words(relieved).next.hasPrefix("the held rate goes on"))
        try record.end(delivered: .zero, nil, at: Self.at(2))
        #expect(words(record).next.hasPrefix("the pump was stopped"))
        #expect(words(record, isInForce: false).next == "read the report")
    }

    @Test("BR-R03: an entry of the record says what was given, scored and noted; an ended trial is there whole")
    func events() throws {
        var record = try Self.injecting()
        let asked = record.stepEvent("dose", by: "ada", after: 1)
        #expect(asked.kind == "trial-step" && asked.requirements == ["BR-D01"])
        #expect(
            asked.payload.text == #"{"askedPicograms":50000000,"operator":"ada","step":"dose","trial":3}"#)
        _ = try record.settle(
            Self.bolus(.interrupted, lower: 2_000, upper: 9_000), because: "-", at: Self.concentration, Self.at(9))
        #expect(
            record.stepEvent("dose-ended", by: "pump", after: 2).payload.text
                == #"{"doseAtMostPicograms":9000,"dosePicograms":2000,"operator":"pump","step":"dose-ended","#
                + #""trial":3,"volumePicoliters":2000}"#)
        try record.trial.score(4, at: Self.at(10))
        try record.trial.remark("sits", at: Self.at(10))
        #expect(
            record.stepEvent("score", by: "ada", after: 3).payload.text
                == #"{"operator":"ada","score":4,"step":"score","text":"sits","trial":3}"#)
        #expect(record.endedEvents("{}").isEmpty)
        try record.trial.end(.abandoned, at: Self.at(11))
        let text = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
        let parts = record.endedEvents(text, partLength: 100)
        #expect(parts.count == (text.count + 99) / 100 && parts.allSatisfy { $0.kind == "trial-ended" })
        let joined = parts.compactMap { event -> String? in
            guard case .string(let part) = event.payload["record"] else { return nil }
            return part
        }.joined()
        #expect(try JSONDecoder().decode(TrialRecord.self, from: Data(joined.utf8)) == record)
        #expect(parts.last?.payload["parts"] == .integer(Int64(parts.count)))
        #expect(record.endedEvents(text).count == 1)
    }
}
