// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@Suite("Commands and states")
struct CommandTests {
    @Test("BR-S01: no motion before a self-test passes; a failed one names the check and blocks")
    func selfTest() {
        var core = PumpController(profile: .reference(), at: .zero)
        #expect(core.state == .selfTest)
        #expect(core.apply(.resume, number: 1) == .notInState(.selfTest))
        core.drain()
        #expect(core.apply(.selfTest(SelfTestReport(failed: .storage)), number: 2) == .accepted)
        #expect(core.state == .failed)
        #expect(core.drain().contains(.selfTested(SelfTestReport(failed: .storage))))
        #expect(core.apply(.resume, number: 3) == .notInState(.failed))
        #expect(core.apply(.clearFailure(SelfTestReport(failed: .storage)), number: 4) == .notInState(.failed))
        #expect(core.apply(.clearFailure(SelfTestReport(failed: [])), number: 5) == .accepted)
        #expect(core.state == .stopped)
    }

    @Test("BR-F05: a command that the state does not allow is refused and changes nothing")
    func refused() {
        var pump = BenchPump()
        #expect(pump.apply(.resume) == .noProgram)
        pump.commit(.continuous("0.5 mL/day"))
        let before = pump.core.snapshot()
        #expect(pump.apply(.bolus(BolusOrder(identifier: 1, volume: .max, duration: .second))) == .notInState(.stopped))
        #expect(pump.apply(.clearFailure(SelfTestReport(failed: []))) == .notInState(.stopped))
        #expect(pump.core.snapshot().state == before.state && pump.core.snapshot().account == before.account)
        pump.apply(.resume)
        #expect(pump.apply(.resume) == .notInState(.delivering))
        #expect(pump.apply(.selfTest(SelfTestReport(failed: []))) == .notInState(.delivering))
        #expect(pump.core.state == .delivering)
    }

    @Test("BR-F05: the table of states, cell by cell")
    func table() {
        let allowed: Set<[PumpState]> = [
            [.selfTest, .stopped], [.stopped, .delivering], [.stopped, .priming], [.stopped, .refilling],
            [.stopped, .servicing], [.delivering, .stopped], [.delivering, .paused], [.delivering, .releasing],
            [.paused, .delivering], [.paused, .stopped], [.releasing, .stopped], [.priming, .stopped],
            [.refilling, .stopped], [.servicing, .stopped], [.failed, .stopped],
        ]
        for from in PumpState.allCases {
            for to in PumpState.allCases {
                let expected = allowed.contains([from, to]) || (to == .failed && from != .failed)
                #expect(from.mayBecome(to) == expected, "\(from) to \(to)")
            }
        }
    }

    @Test("BR-D10: stop is accepted in every state, latches, and only an explicit resume ends it")
    func stopLatches() {
        var pump = BenchPump(rate: "24 mL/day")
        pump.run(.minute)
        #expect(pump.apply(.stop(.operatorCall)) == .accepted)
        #expect(pump.core.state == .stopped)
        let volume = pump.core.account.forwardVolume
        pump.run(.day)
        #expect(pump.core.account.forwardVolume == volume)
        #expect(pump.apply(.stop(.operatorCall)) == .accepted)
        pump.apply(.resume)
        pump.run(.minute)
        #expect(pump.core.account.forwardVolume > volume)
    }

    @Test("BR-D13: a stop acts before the next edge and the part-stroke volume is logged")
    func stopMidStroke() throws {
        var pump = BenchPump(rate: "24 mL/day")
        while pump.strokes.isEmpty { pump.run(.millisecond * 10) }
        pump.run(.millisecond * 40)
        pump.reportProgress()
        pump.apply(.stop(.operatorCall))
        let account = try #require(pump.endedStrokes.last)
        #expect(account.end == .halted)
        #expect(account.made > .zero && account.made < account.stroke.pulses)
        #expect(account.delivered > .zero && account.delivered < account.stroke.volume)
        #expect(pump.core.account.forwardVolume == account.delivered)
        let outputs = pump.core.advance(to: pump.core.now, inputs: pump.inputs)
        #expect(outputs.halt && outputs.stroke == nil)
    }

    @Test("After a stop inside a full step the next stroke first completes that step")
    func realigned() throws {
        var pump = BenchPump(rate: "24 mL/day")
        while pump.strokes.isEmpty { pump.run(.millisecond * 10) }
        pump.run(.millisecond * 37)
        pump.reportProgress()
        let made = pump.core.account.forwardSteps.pulses
        #expect(made % 4 != 0)
        pump.apply(.stop(.operatorCall))
        pump.apply(.resume)
        pump.run(.minute)
        #expect(pump.core.account.forwardSteps.pulses % 4 == 0)
        #expect((made + pump.strokes[1].pulses.pulses) % 4 == 0)
    }

    @Test("BR-D02: a program above the ceiling of rig or prescription is refused with both figures")
    func ceiling() throws {
        var pump = BenchPump()
        let asked = try FlowRate(parsing: "201 mL/day")
        let allowed = try FlowRate(parsing: "200 mL/day")
        #expect(pump.commit(.continuous("201 mL/day")) == .rateAboveMaximum(asked: asked, allowed: allowed))
        #expect(pump.core.program == nil)
        let own = try FlowRate(parsing: "1 mL/day")
        #expect(
            pump.commit(.continuous("2 mL/day", maximum: "1 mL/day"))
                == .rateAboveMaximum(asked: try FlowRate(parsing: "2 mL/day"), allowed: own))
    }

    @Test("BR-D12: reverse movement that nobody ordered is counted and fails the pump")
    func reverse() {
        var pump = BenchPump(rate: "0.5 mL/day")
        pump.inputs.reverseSteps = StepCount(pulses: 1)
        pump.run(.second)
        #expect(pump.core.state == .failed)
        #expect(pump.core.account.reverseSteps == StepCount(pulses: 1))
    }

    @Test("Movement that no stroke asked for is counted as delivered and fails the pump")
    func stray() {
        var pump = BenchPump(rate: "0.5 mL/day")
        pump.inputs.forwardSteps = StepCount(pulses: 8)
        pump.run(.second)
        #expect(pump.core.state == .failed)
        #expect(pump.core.account.forwardVolume > .zero)
        #expect(pump.core.conditions.lists(.controllerFault))
    }

    @Test(
        "BR-F02: what the supervisor reports fails the pump until a passing self-test, and resume waits for an acknowledgement"
    )
    func supervisor() {
        var pump = BenchPump(rate: "0.5 mL/day")
        pump.inputs.supervisor = .missedReports
        pump.run(.second)
        #expect(pump.core.state == .failed)
        #expect(pump.apply(.clearFailure(SelfTestReport(failed: []))) == .notInState(.failed))
        pump.inputs.supervisor = .nominal
        pump.run(.second)
        #expect(pump.apply(.clearFailure(SelfTestReport(failed: []))) == .accepted)
        #expect(pump.apply(.resume) == .conditionStands(.controllerFault))
        pump.apply(.acknowledge(.controllerFault))
        #expect(pump.apply(.resume) == .accepted)
    }
}

extension PumpController {
    @discardableResult
    mutating func drain() -> [Event] {
        var events: [Event] = []
        while let record = nextEvent() {
            events.append(record.event)
            removeEvent()
        }
        return events
    }
}
