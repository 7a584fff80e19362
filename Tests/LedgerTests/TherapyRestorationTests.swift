// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Ledger

@Suite("The therapy after a restart")
struct TherapyRestorationTests {
    let folder = TemporaryFolder()

    /// At second 100 of pump time, settled at second 1,000 of the machine's.
    private static func state(_ change: (inout TherapyState) -> Void = { _ in }) -> TherapyState {
        var state = TherapyState()
        state.pumpTime = .second(100)
        change(&state)
        return state
    }

    /// 40 pulses settled, 100 reserved, and a crash, with a bolus under way or without.
    private func crashed(_ state: TherapyState, bolus: BolusOrder.Kind? = nil, isClean: Bool = false) throws -> Ledger {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        try first.commit(LedgerBatch(at: .second(1), reservation: .pulses(100)))
        if let bolus {
            _ = try first.beginBolus(
                volume: Volume(picoliters: 9), duration: .second, kind: bolus, requestId: nil, at: .second(1))
        }
        let settlement = Settlement(account: .forward(40), isClean: isClean, therapy: state, dead: DeadVolume())
        try first.commit(LedgerBatch(at: .second(1_000), settlement: settlement))
        return try Ledger(folder: try folder.crashed(), now: .second(1_500))
    }

    private func restore(
        _ ledger: Ledger, at now: LedgerTime = .second(1_500), trustWallClock: Bool = false, uncertain: Int64 = 600,
        mixture: DrugMixture? = nil, dosesPeriodically: Bool = true
    ) throws -> TherapyRestoration {
        TherapyRestoration(
            state: try ledger.state(), minutes: try ledger.deliveredMinutes(), now: now,
            trustWallClock: trustWallClock, dead: DeadVolume(), demandSpan: .hour,
            uncertain: Volume(picoliters: uncertain), mixture: mixture, dosesPeriodically: dosesPeriodically)
    }

    private static let otherBoot: LedgerTime = {
        var time = LedgerTime.second(1_500)
        time.bootId = "another"
        return time
    }()

    @Test("BR-D11: pump time goes on by what is known to have elapsed: the gap in one boot, nothing across boots")
    func pumpTime() throws {
        let ledger = try crashed(Self.state())
        #expect(try restore(ledger).therapy.pumpTime == .second(600))
        #expect(try restore(ledger).elapsed.isOneBoot)
        #expect(try restore(ledger, at: Self.otherBoot).therapy.pumpTime == .second(100))
        #expect(try ledger.state().restoration.therapy.pumpTime == .second(100))
    }

    @Test("A fresh record, or one without a therapy, starts from nothing known")
    func fresh() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        let restored = try restore(ledger, uncertain: 0)
        #expect(restored.therapy.background.clockOffset == nil && !restored.clockWasLost)
        #expect(restored.therapy.demand.start(0) == nil && restored.therapy.demand.lastEnd == nil)
        #expect(restored.therapy.path.count == 1 && restored.therapy.path.plug(0).isUnknown)
        for window in DoseWindow.allCases { #expect(restored.windows.sum(window, ofSlot: 0) == 0) }
    }

    @Test("BR-D09: the pump clock goes on in one boot, and is lost across boots unless the wall clock is trusted")
    func clock() throws {
        let noon = Int64(43_200_000_000_000)
        let ledger = try crashed(
            Self.state {
                $0.background.clockOffset = noon
                $0.background.earlierOffset = noon - 5
                $0.background.earlierUntil = .second(9_000)
            })
        let known = try restore(ledger)
        #expect(!known.clockWasLost)
        #expect(known.therapy.background.clock(at: known.therapy.pumpTime) == noon + 600_000_000_000)
        #expect(known.therapy.background.earlierOffset == noon - 5)

        let lost = try restore(ledger, at: Self.otherBoot)
        #expect(lost.clockWasLost)
        #expect(lost.therapy.background.clockOffset == nil && lost.therapy.background.earlierOffset == nil)

        let trusted = try restore(ledger, at: Self.otherBoot, trustWallClock: true)
        #expect(!trusted.clockWasLost && trusted.therapy.pumpTime == .second(100))
        #expect(trusted.therapy.background.clock(at: trusted.therapy.pumpTime) == noon + 600_000_000_000)
        #expect(trusted.therapy.background.earlierOffset == noon - 5 + 500_000_000_000)
        #expect(trusted.therapy.background.earlierUntil == .second(9_000))
    }

    @Test("BR-D03: a demand bolus that was ordered and perhaps given counts as begun and ended at the restart")
    func demand() throws {
        let history = DemandHistory(starts: [.second(50)], lastEnd: .second(60))
        let therapy = try restore(try crashed(Self.state { $0.demand = history }, bolus: .demand)).therapy
        #expect(therapy.demand.start(0) == .second(600) && therapy.demand.start(1) == .second(50))
        #expect(therapy.demand.lastEnd == .second(600))
    }

    @Test(
        "BR-D03: a single bolus, or one that ended, locks nothing out",
        arguments: [BolusOrder.Kind.single, .prime, nil])
    func noDemand(kind: BolusOrder.Kind?) throws {
        let history = DemandHistory(starts: [.second(50)], lastEnd: .second(60))
        let therapy = try restore(try crashed(Self.state { $0.demand = history }, bolus: kind)).therapy
        #expect(therapy.demand.start(0) == .second(50) && therapy.demand.start(1) == nil)
        #expect(therapy.demand.lastEnd == .second(60))
    }

    @Test("BR-D04: a demand bolus whose end nobody saw has ended at the restart; the lockout from its end is finite")
    func noEnd() throws {
        let rules = DemandRules(
            volume: Volume(picoliters: 9), duration: .second, lockout: .minute, lockoutIsFromEnd: true, perDay: 3)
        for end: Instant? in [nil, .second(10)] {
            let suite = TherapyRestorationTests()
            let history = DemandHistory(starts: [.second(50)], lastEnd: end)
            let therapy = try suite.restore(try suite.crashed(Self.state { $0.demand = history })).therapy
            #expect(therapy.demand.start(1) == nil && therapy.demand.lastEnd == .second(600))
            #expect(therapy.demand.lockedOut(at: .second(601), by: rules) == .second(660))
            #expect(therapy.demand.lockedOut(at: .second(660), by: rules) == nil)
        }
    }

    @Test("BR-D09: a periodic dose that may have begun unseen has begun at the restart, and is not given again")
    func periodic() throws {
        let ledger = try crashed(
            Self.state {
                $0.background.lastDose = .second(20)
                $0.background.doseUntil = .second(5_000)
            })
        let unseen = try restore(ledger).therapy.background
        #expect(unseen.lastDose == .second(600) && unseen.doseUntil <= .second(600))
        // Nothing moved: none has begun, but what is left of the last one is forfeited.
        let seen = try restore(ledger, uncertain: 0).therapy.background
        #expect(seen.lastDose == .second(20) && seen.doseUntil <= .second(600))
        #expect(try restore(ledger, dosesPeriodically: false).therapy.background.lastDose == .second(20))
    }

    @Test("BR-D01: the time off is no time of the staircase")
    func staircase() throws {
        let ledger = try crashed(
            Self.state {
                $0.background.staircaseElapsed = .minute
                $0.background.staircaseFrom = .second(70)
            })
        let background = try restore(ledger).therapy.background
        #expect(background.staircaseFrom == nil)
        #expect(background.staircaseElapsed(at: .second(600)) == Duration(nanoseconds: 90_000_000_000))
    }

    private static func mixture(_ concentration: Int64) -> DrugMixture {
        var mixture = DrugMixture()
        mixture[0] = Concentration(picogramsPerMicroliter: concentration)
        return mixture
    }

    @Test("What was uncertain widens the path, and counts in every window at the restart")
    func uncertain() throws {
        let ledger = try crashed(
            Self.state {
                $0.path.declareFree(ofDrugAt: .zero, then: Self.mixture(7))
                $0.path.enter(Self.mixture(3), at: Volume(picoliters: 90))
            })
        let restored = try restore(ledger)
        #expect(restored.therapy.path.plug(2).earliest == Volume(picoliters: 90))
        #expect(restored.therapy.path.plug(2).latest == Volume(picoliters: 690))
        // 400 settled at second 100, 600 uncertain at second 600: the dead volume is unknown, so all at the highest.
        for window in DoseWindow.allCases { #expect(restored.windows.sum(window, ofSlot: 0) == 7_000) }
        var later = restored.windows
        later.roll(to: .second(61 * 60 + 59))
        #expect(later.sum(.hour, ofSlot: 0) == 7_000)
        later.roll(to: .second(62 * 60))
        #expect(later.sum(.hour, ofSlot: 0) == 4_200)
        later.roll(to: .second(71 * 60))
        #expect(later.sum(.hour, ofSlot: 0) == 0 && later.sum(.day, ofSlot: 0) == 7_000)
        #expect(try restore(ledger, uncertain: 0).therapy.path.plug(2).latest == Volume(picoliters: 90))
    }

    @Test("A mixture that may have entered the path unseen did so from the last settlement on")
    func mixture() throws {
        let ledger = try crashed(Self.state { $0.path.declareFree(ofDrugAt: .zero, then: Self.mixture(7)) })
        let restored = try restore(ledger, mixture: Self.mixture(50))
        let plug = restored.therapy.path.plug(2)
        #expect(plug.earliest == Volume(picoliters: 400) && plug.latest == Volume(picoliters: 1_000))
        #expect(plug.mixture == Self.mixture(50))
        #expect(restored.windows.sum(.day, ofSlot: 0) == 400 * 7 + 600 * 50)
        #expect(try restore(ledger, uncertain: 0, mixture: Self.mixture(50)).therapy.path.count == 2)
    }

    @Test("BR-D03: a second crash before anything was settled loses nothing that the first one cost")
    func twice() throws {
        let ledger = try crashed(
            Self.state { $0.path.declareFree(ofDrugAt: .zero, then: Self.mixture(7)) }, bolus: .demand)
        let restored = try restore(ledger)
        try ledger.settleUncertain(
            steps: .pulses(60), volume: Volume(picoliters: 600), at: .second(1_500),
            pumpTime: restored.therapy.pumpTime, therapy: TherapyRecord(restored.therapy, dead: DeadVolume()))
        try ledger.close()
        let again = try restore(
            try Ledger(folder: ledger.folder, now: .second(1_501)), at: Self.otherBoot, uncertain: 0)
        #expect("\(again.therapy)" == "\(restored.therapy)")
        for window in DoseWindow.allCases { #expect(again.windows.sum(window, ofSlot: 0) == 7_000) }
    }

    @Test("After a clean stop the same comes back that was there")
    func clean() throws {
        let state = Self.state {
            $0.background.lastDose = .second(20)
            $0.background.doseUntil = .second(30)
            $0.demand = DemandHistory(starts: [.second(50)], lastEnd: .second(60))
            $0.path.declareFree(ofDrugAt: .zero, then: Self.mixture(7))
        }
        var restored = try restore(try crashed(state, isClean: true), uncertain: 0).therapy
        #expect(restored.pumpTime == .second(600))
        restored.pumpTime = state.pumpTime
        #expect("\(restored)" == "\(state)")
    }
}
