// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import RigHardware

/// Goal: the core sees each line as it is, and nothing that happened between two looks is lost. Method: edges given by
/// hand.
@Suite("Input board")
struct InputBoardTests {
    private static let now = Instant(nanoseconds: 77)

    private static func board(
        _ role: GPIOInputRole, debounce: Int64 = 0, level: Bool = false
    ) -> InputBoard {
        var board = InputBoard()
        board.add(role, debounce: debounce, level: level)
        return board
    }

    private static func shown(_ lines: RigInputs.InputLines) -> [GPIOInputRole: Bool] {
        [
            .stop: lines.stop, .cover: lines.cover, .air: lines.air, .stall: lines.stall,
            .patientButton: lines.patientButton, .index: lines.index,
        ]
    }

    @Test("Each role has its own field", arguments: GPIOInputRole.allCases)
    func roleHasField(role: GPIOInputRole) {
        var board = Self.board(role)
        var inputs = RigInputs()
        board.edge(0, isRise: true, at: 10)
        board.fill(&inputs, at: Self.now, time: 11, isForward: true)
        for (other, isAsserted) in Self.shown(inputs.lines) { #expect(isAsserted == (other == role)) }
        board.edge(0, isRise: false, at: 20)
        board.fill(&inputs, at: Self.now, time: 21, isForward: true)
        #expect(Self.shown(inputs.lines).values.allSatisfy { !$0 })
    }

    @Test("All roles together do not meet")
    func rolesDoNotMeet() {
        var board = InputBoard()
        for role in GPIOInputRole.allCases { board.add(role, debounce: 0, level: false) }
        var inputs = RigInputs()
        let cover = GPIOInputRole.allCases.firstIndex(of: .cover)!
        board.edge(cover, isRise: true, at: 10)
        board.fill(&inputs, at: Self.now, time: 11, isForward: true)
        #expect(Self.shown(inputs.lines).filter(\.value).map(\.key) == [.cover])
    }

    @Test("A press that is over before anybody looked is shown once, and its end asked for")
    func shortPressIsShown() {
        var board = Self.board(.stop)
        var inputs = RigInputs()
        board.edge(0, isRise: true, at: 10)
        board.edge(0, isRise: false, at: 11)
        board.fill(&inputs, at: Self.now, time: 12, isForward: true)
        #expect(inputs.lines.stop)
        #expect(board.deadline(after: 12) == 1_000_012)
        board.fill(&inputs, at: Self.now, time: 1_000_012, isForward: true)
        #expect(!inputs.lines.stop)
        #expect(board.deadline(after: 1_000_012) == .max)
    }

    @Test("A debounced line asks to be looked at when it has lasted")
    func deadlineOfDebounce() {
        var board = Self.board(.cover, debounce: 5_000)
        var inputs = RigInputs()
        board.edge(0, isRise: true, at: 10_000)
        board.fill(&inputs, at: Self.now, time: 11_000, isForward: true)
        #expect(!inputs.lines.cover)
        #expect(board.deadline(after: 11_000) == 15_000)
        board.fill(&inputs, at: Self.now, time: 15_000, isForward: true)
        #expect(inputs.lines.cover)
        #expect(board.deadline(after: 15_000) == .max)
    }

    @Test("The index mark is the forward odometer at its edge")
    func indexMark() {
        var board = Self.board(.index)
        var inputs = RigInputs()
        inputs.forwardSteps = StepCount(pulses: 41)
        board.edge(0, isRise: true, at: 10)
        board.fill(&inputs, at: Self.now, time: 11, isForward: true)
        #expect(inputs.index == RigInputs.IndexMark(at: StepCount(pulses: 41)))
        inputs.forwardSteps = StepCount(pulses: 50)
        board.edge(0, isRise: false, at: 12)
        board.fill(&inputs, at: Self.now, time: 13, isForward: true)
        #expect(inputs.index == RigInputs.IndexMark(at: StepCount(pulses: 41)))
    }

    @Test("Going backward the mark tells no phase")
    func indexBackward() {
        var board = Self.board(.index)
        var inputs = RigInputs()
        board.edge(0, isRise: true, at: 10)
        board.fill(&inputs, at: Self.now, time: 11, isForward: false)
        #expect(inputs.lines.index)
        #expect(inputs.index == nil)
    }

    @Test("An index mark that stands there at the start is no edge")
    func indexAtStart() {
        var board = Self.board(.index, level: true)
        var inputs = RigInputs()
        board.fill(&inputs, at: Self.now, time: 11, isForward: true)
        #expect(inputs.lines.index)
        #expect(inputs.index == nil)
    }

    @Test("Rotor edges are all counted, by the way of turning")
    func rotorCounts() {
        var board = Self.board(.rotor)
        var inputs = RigInputs()
        board.fill(&inputs, at: Self.now, time: 1, isForward: true)
        // A rotor that stands still is seen too.
        #expect(inputs.rotor == RigInputs.RotorSample(at: Self.now, counts: 0, pulses: 0))
        inputs.forwardSteps = StepCount(pulses: 7)
        for time: Int64 in 10..<20 { board.edge(0, isRise: time.isMultiple(of: 2), at: time) }
        board.fill(&inputs, at: Self.now, time: 21, isForward: true)
        #expect(inputs.rotor == RigInputs.RotorSample(at: Self.now, counts: 5, pulses: 7))
        board.edge(0, isRise: true, at: 30)
        board.fill(&inputs, at: Instant(nanoseconds: 99), time: 31, isForward: false)
        #expect(inputs.rotor == RigInputs.RotorSample(at: Instant(nanoseconds: 99), counts: 4, pulses: 7))
    }

    @Test("A lost line is asserted where that stops the pump", arguments: GPIOInputRole.allCases)
    func lostLine(role: GPIOInputRole) {
        var board = Self.board(role, debounce: 100)
        var inputs = RigInputs()
        board.edge(0, isRise: false, at: 10)
        board.lose(0)
        board.fill(&inputs, at: Self.now, time: 11, isForward: true)
        let stops: Set<GPIOInputRole> = [.stop, .cover, .air, .stall]
        for (other, isAsserted) in Self.shown(inputs.lines) {
            #expect(isAsserted == (other == role && stops.contains(role)))
        }
        #expect(board.isLost(0))
        #expect(board.deadline(after: 11) == .max)
    }

    @Test("The rest of the inputs is left alone")
    func restIsLeftAlone() {
        var board = Self.board(.stop)
        var inputs = RigInputs()
        inputs.forwardSteps = StepCount(pulses: 3)
        inputs.pressure = RigInputs.PressureSample(at: Self.now, pressure: Pressure(pascals: 5))
        inputs.supervisor = .missedReports
        board.fill(&inputs, at: Self.now, time: 11, isForward: true)
        #expect(inputs.forwardSteps == StepCount(pulses: 3))
        #expect(inputs.pressure?.pressure == Pressure(pascals: 5))
        #expect(inputs.supervisor == .missedReports)
    }
}
