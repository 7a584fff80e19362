// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Testing
import Transcript

/// Goal: names in records stay what they are and lead back to their values. Method: each value of each type, against the
/// name of its case.
@Suite("Names")
struct NameTests {
    /// `airInLine` as `air-in-line`.
    private func kebab(_ caseName: String) -> String {
        caseName.map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined()
    }

    private func check<Value: StablyNamed>(_ type: Value.Type) {
        #expect(!type.allNamed.isEmpty)
        #expect(Set(type.allNamed.map(\.name)).count == type.allNamed.count)
        for value in type.allNamed {
            #expect(value.name == kebab("\(value)"))
            #expect(Value(name: value.name) == value)
        }
        for wrong in ["", "no-such-name", type.allNamed[0].name.uppercased(), type.allNamed[0].name + " "] {
            #expect(Value(name: wrong) == nil)
        }
    }

    @Test("Every value has the kebab-cased name of its case and is found by it")
    func roundTrip() {
        check(Condition.self)
        check(PumpState.self)
        check(StrokeEnd.self)
        check(BolusOrder.Kind.self)
        check(DoseWindow.self)
        check(Command.StopOrigin.self)
        check(Event.BolusEnd.self)
        check(Event.Forfeit.self)
        check(Event.Invariant.self)
        check(CauseKind.self)
        check(OutcomeKind.self)
        check(RigInputs.SupervisorReport.self)
        check(Severity.self)
        check(Sensor.self)
        check(SensorFault.self)
    }

    // A case that is new does not compile here until it has its place, and then counts as missing until it has a name.

    private func place(_ value: StrokeEnd) -> Int {
        switch value {
        case .completed: 0
        case .halted: 1
        case .refused: 2
        case .lateEdge: 3
        case .stalled: 4
        }
    }

    private func place(_ value: Command.StopOrigin) -> Int {
        switch value {
        case .operatorCall: 0
        case .stopInput: 1
        case .shutdown: 2
        }
    }

    private func place(_ value: Event.BolusEnd) -> Int {
        switch value {
        case .completed: 0
        case .cancelled: 1
        case .stopped: 2
        case .limited: 3
        }
    }

    private func place(_ value: Event.Forfeit) -> Int {
        switch value {
        case .late: 0
        case .noGrant: 1
        case .doseLimit: 2
        case .motorBusy: 3
        }
    }

    private func place(_ value: Event.Invariant) -> Int {
        switch value {
        case .odometerWentBack: 0
        case .movedWithoutStroke: 1
        case .movedBeyondGrant: 2
        case .owedOutOfRange: 3
        case .transitionOutsideTable: 4
        }
    }

    private func place(_ value: RigInputs.SupervisorReport) -> Int {
        switch value {
        case .nominal: 0
        case .missedReports: 1
        case .beyondBudget: 2
        case .lineFailed: 3
        case .silent: 4
        }
    }

    @Test("No value is missing")
    func complete() {
        #expect(StrokeEnd.allNamed.map(place) == Array(0..<5))
        #expect(Command.StopOrigin.allNamed.map(place) == Array(0..<3))
        #expect(Event.BolusEnd.allNamed.map(place) == Array(0..<4))
        #expect(Event.Forfeit.allNamed.map(place) == Array(0..<4))
        #expect(Event.Invariant.allNamed.map(place) == Array(0..<5))
        #expect(RigInputs.SupervisorReport.allNamed.map(place) == Array(0..<5))
    }
}
