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
        let left = CommandOutcome.beyondPath(left: Volume(picoliters: 2_999))
        #expect(ControlError(left) == .beyondPath(leftNanoliters: 2))
        #expect(ControlError(.noStaircase) == .noTrial && ControlError(.bridgeActive) == .bridgeActive)
        #expect(ControlError(.noDemand) == .noDemand && ControlError(.pathNotFree) == .pathNotFree)
        #expect(ControlError(.noPrimeRate) == .noPrimeRate)
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

    @Test("Why a dose is locked out is said by who knows the time and the drugs; for what is no dose it is a mistake")
    func lockoutsAreExplained() {
        let until = Instant(nanoseconds: 5)
        for outcome in [
            CommandOutcome.lockedOut(until: until), .countReached(until: until), .windowExceeded(.day, slot: 1),
        ] {
            var asked: CommandOutcome?
            let said = ControlError.lockedOut(because: .window, remainingSeconds: 1, text: "t")
            let error = ControlError(outcome) { outcome in
                asked = outcome
                return said
            }
            #expect(error == said && asked == outcome)
            #expect(ControlError(outcome) == .internalError)
        }
    }

    @Test("A limit says where it is set, as far as that is known")
    func limitsHaveAnOrigin() {
        let origin = LimitOrigin(file: "drugs/saline.toml", line: 7, column: 9, whose: "the drug library")
        let error = ControlError.limitExceeded(limit: "dailyDoseNanograms", allowed: 1, asked: 2, origin: origin)
        let sent = error.callError(in: ProgrammerInterface.name)
        #expect(ProgrammerInterface.definition.validate(errorParameters: sent.parameters, of: error.name) == nil)
        #expect(ControlError(sent) == error && sent.parameters["line"] == 7)
        let own = ControlError.limitExceeded(limit: "a", allowed: 1, asked: 2)
        #expect(own.parameters == ["limit": "a", "allowed": 1, "asked": 2])
    }

    @Test("A dose limit that no wait helps against comes back without a time")
    func noWaitHelps() {
        let error = ControlError.doseLimit(window: .hour, drug: "dye", ceilingNanograms: 1, remainingSeconds: nil)
        let sent = error.callError(in: PatientInterface.name)
        #expect(PatientInterface.definition.validate(errorParameters: sent.parameters, of: error.name) == nil)
        #expect(ControlError(sent) == error)
    }
}
