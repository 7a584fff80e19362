// SPDX-License-Identifier: Apache-2.0

import PumpCore
import Quantities
import Testing
import Varlink

@testable import ControlInterface

/// Goal: errors carry what the caller needs. Method: each one held to every interface that declares it.
@Suite("Errors")
struct ControlErrorTests {
    @Test("Every error fits where it is declared, and comes back", arguments: Samples.errors)
    func errorsFit(error: ControlError) throws {
        let declaring = InterfaceDefinition.all.filter { $0.errors[error.name] != nil }
        #expect(!declaring.isEmpty)
        for interface in declaring {
            let sent = error.callError(in: interface.name)
            #expect(interface.validate(errorParameters: sent.parameters, of: error.name) == nil)
            #expect(ControlError(sent) == error)
        }
    }

    @Test("Every declared error has a case")
    func errorsAreComplete() {
        let known = Set(Samples.errors.map(\.name))
        #expect(known.count == Samples.errors.count)
        for interface in InterfaceDefinition.all { #expect(known.isSuperset(of: interface.errors.keys)) }
    }

    @Test("Foreign and ill-formed errors are not taken for ours")
    func foreignErrorsAreRefused() {
        #expect(ControlError(.permissionDenied) == nil)
        #expect(ControlError(CallError(name: "io.cisterna.Pump.NotInState", parameters: ["state": "asleep"])) == nil)
        #expect(ControlError(CallError(name: "io.cisterna.Pump.NotInState")) == nil)
        #expect(ControlError(CallError(name: "io.cisterna.History.NoProgram")) == nil)
    }

    @Test("A refusal of the core becomes an error that is never kinder than the core")
    func outcomesAreMapped() {
        #expect(ControlError(CommandOutcome.accepted) == nil)
        #expect(ControlError(.notInState(.failed)) == .notInState(.failed))
        #expect(ControlError(.conditionStands(.lateEdge)) == .conditionStands("late-edge"))
        let rate = CommandOutcome.rateAboveMaximum(
            asked: FlowRate(picolitersPerDay: 2_001), allowed: FlowRate(picolitersPerDay: 2_000))
        #expect(ControlError(rate) == .limitExceeded(limit: "maximumRateNanolitersPerDay", allowed: 2, asked: 3))
        let minimum = CommandOutcome.notDeliverable(minimum: Volume(picoliters: 1_001))
        #expect(ControlError(minimum) == .notDeliverable(minimumNanoliters: 2))
        let remaining = CommandOutcome.beyondReservoir(remaining: Volume(picoliters: 1_999))
        #expect(ControlError(remaining) == .beyondReservoir(remainingNanoliters: 1))
    }
}
