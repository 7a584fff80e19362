// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Ledger

@Suite("Reserve, move, settle")
struct ReservationTests {
    let folder = TemporaryFolder()

    @Test("Settling beyond the reservation is refused, also beside a reservation that would cover it")
    func settleBeyond() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try ledger.commit(LedgerBatch(at: .second(2), reservation: .pulses(100)))
        let early = LedgerBatch(
            at: .second(3), events: [LedgerEvent(kind: "early")], settlement: .forward(101), reservation: .pulses(200))
        let error = failure { () throws(LedgerError) in try ledger.commit(early) }
        #expect(error == .beyondReservation(settled: .pulses(101), reserved: .pulses(100)))
        let state = try ledger.state()
        #expect(state.account.forwardSteps == .zero && state.reserved == .pulses(100))
        #expect(try ledger.events(EventQuery(kinds: ["early"])).isEmpty)
        try ledger.commit(LedgerBatch(at: .second(4), settlement: .forward(100), reservation: .pulses(200)))
        #expect(try ledger.state().account == .forward(100))
        #expect(try ledger.state().settledAt == .second(4))
    }

    @Test("Odometers, volumes and the reservation never go back")
    func nothingGoesBack() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try ledger.commit(LedgerBatch(at: .second(2), reservation: .pulses(100)))
        let account = Account(
            forwardSteps: .pulses(50), reverseSteps: .pulses(5), forwardVolume: Volume(picoliters: 500),
            reverseVolume: Volume(picoliters: 50), unproven: Volume(picoliters: 10), hadUnknownPhase: true,
            fillNumber: 3)
        try ledger.commit(LedgerBatch(at: .second(3), settlement: Settlement(account: account)))
        let lesser: [Account] = [
            Account(), .forward(60),
            Account(
                forwardSteps: .pulses(50), reverseSteps: .pulses(5), forwardVolume: Volume(picoliters: 499),
                reverseVolume: Volume(picoliters: 50), unproven: Volume(picoliters: 10), hadUnknownPhase: true,
                fillNumber: 3),
            Account(
                forwardSteps: .pulses(50), reverseSteps: .pulses(5), forwardVolume: Volume(picoliters: 500),
                reverseVolume: Volume(picoliters: 50), unproven: Volume(picoliters: 10), hadUnknownPhase: false,
                fillNumber: 3),
        ]
        for next in lesser {
            let batch = LedgerBatch(at: .second(4), settlement: Settlement(account: next))
            let error = failure { () throws(LedgerError) in try ledger.commit(batch) }
            guard case .wentBack = error else {
                Issue.record("\(next): \(String(describing: error))")
                continue
            }
        }
        let error = failure { () throws(LedgerError) in
            try ledger.commit(LedgerBatch(at: .second(4), reservation: .pulses(99)))
        }
        #expect(error == .wentBack("the reservation, 100 to 99 pulses,"))
        #expect(try ledger.state().account == account)
    }

    @Test("A clean stop settles exactly, keeps the phase, and leaves nothing uncertain")
    func cleanStop() throws {
        do {
            let ledger = try Ledger(folder: folder.ledger, now: .second(1))
            try ledger.commit(LedgerBatch(at: .second(2), reservation: .pulses(100)))
            try ledger.commit(LedgerBatch(at: .second(3), settlement: .forward(80, fullStep: 17, isClean: true)))
            try ledger.close()
        }
        let ledger = try Ledger(folder: folder.ledger, now: .second(9))
        let state = try ledger.state()
        #expect(state.reserved == .pulses(80) && state.uncertain == .zero)
        #expect(state.cleanFullStep == 17)
        #expect(try !ledger.settleUncertain(steps: .zero, volume: .zero, at: .second(9)))
        // Settling the same again moves nothing; a reservation lets the rotor go.
        try ledger.commit(LedgerBatch(at: .second(10), settlement: .forward(80)))
        #expect(try ledger.state().cleanFullStep == 17)
        try ledger.commit(LedgerBatch(at: .second(11), reservation: .pulses(81)))
        #expect(try ledger.state().cleanFullStep == nil)
    }

    @Test("BR-D11: after a crash the reservation counts as delivered, unproven, once")
    func crash() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        try first.commit(LedgerBatch(at: .second(2), reservation: .pulses(100)))
        try first.commit(LedgerBatch(at: .second(3), settlement: .forward(40), reservation: .pulses(140)))
        let crashed = try folder.crashed()
        do {
            let ledger = try Ledger(folder: crashed, now: .second(9))
            let state = try ledger.state()
            #expect(state.isRestart && state.uncertain == .pulses(100) && state.cleanFullStep == nil)
            let early = failure { () throws(LedgerError) in
                try ledger.commit(LedgerBatch(at: .second(9), reservation: .pulses(200)))
            }
            #expect(early == .uncertainUnsettled(steps: .pulses(100)))
            let wrong = failure { () throws(LedgerError) in
                try ledger.settleUncertain(steps: .pulses(99), volume: Volume(picoliters: 990), at: .second(9))
            }
            #expect(wrong == .notUncertain(steps: .pulses(99), uncertain: .pulses(100)))
            let volume = Volume(picoliters: 1_100)
            #expect(try ledger.settleUncertain(steps: .pulses(100), volume: volume, at: .second(10)))
            #expect(try !ledger.settleUncertain(steps: .pulses(100), volume: volume, at: .second(11)))
            let account = try ledger.state().account
            #expect(account.forwardSteps == .pulses(140))
            #expect(account.forwardVolume == Volume(picoliters: 1_500))
            #expect(account.unproven == volume)
            try ledger.close()
        }
        let ledger = try Ledger(folder: crashed, now: .second(20))
        #expect(try ledger.state().uncertain == .zero)
        #expect(try !ledger.settleUncertain(steps: .zero, volume: .zero, at: .second(21)))
        let told = try ledger.events(EventQuery(kinds: ["uncertain-settled"]))
        #expect(told.map(\.payload) == [#"{"boluses":[],"pulses":100,"volumePicoliters":1100}"#])
        try ledger.commit(LedgerBatch(at: .second(22), reservation: .pulses(150)))
    }

    @Test("BR-D11: state, latched conditions and numbers come from the events, also after a crash")
    func summary() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        let events: [Event] = [
            .stateChanged(from: .selfTest, to: .stopped, cause: .selfTest),
            .outcome(command: 41, .accepted),
            .stateChanged(from: .stopped, to: .delivering, cause: .command),
            .stroke(7, pulses: 10, odometer: 10),
            .conditionRaised(.airInLine), .conditionRaised(.coverOpen), .conditionRaised(.motorStall),
            .conditionRaised(.occlusionDownstream), .conditionCleared(.motorStall), .conditionRaised(.airInLine),
        ]
        let records = events.enumerated().map { EventRecord.number(Int64($0.offset) + 5, $0.element) }
        try first.commit(LedgerBatch(at: .second(2), records: records))
        let ledger = try Ledger(folder: try folder.crashed(), now: .second(9))
        let state = try ledger.state()
        #expect(state.pumpState == .delivering)
        #expect(state.lastEventSequence == 14 && state.lastStrokeSequence == 7 && state.lastCommand == 41)
        let controller = PumpController(profile: .bench(), at: .zero, restoring: state.restoration)
        let listed = Condition.allCases.filter { controller.conditions.lists($0) }
        #expect(listed == [.occlusionDownstream, .airInLine, .restarted])
        #expect(controller.account == state.account)
        let again = failure { () throws(LedgerError) in
            try ledger.commit(LedgerBatch(at: .second(9), records: [.number(14, .granted(.zero))]))
        }
        #expect(again == .wentBack("the number of the core's events, 14 to 14,"))
    }
}
