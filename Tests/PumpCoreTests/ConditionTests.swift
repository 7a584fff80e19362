// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@Suite("Conditions in the core")
struct ConditionTests {
    @Test(
        "BR-A04: every condition does what its row says, and stop works under all of them",
        arguments: Condition.allCases)
    func response(condition: Condition) {
        var pump = BenchPump(rate: "24 mL/day")
        pump.run(.minute)
        pump.apply(.report(condition, isPresent: true))
        switch condition.response {
        case .stops: #expect(pump.core.state == (condition == .controllerFault ? .failed : .stopped))
        case .pauses: #expect(pump.core.state == .paused)
        case .rests, .safeRate, .continues: #expect(pump.core.state == .delivering)
        }
        #expect(pump.core.conditions.isPresent(condition))
        #expect(pump.apply(.stop(.operatorCall)) == .accepted)
        pump.apply(.acknowledge(condition))
        #expect(pump.core.conditions.lists(condition), "acknowledged while its cause is there: stays listed")
        if condition.preventsResume, condition != .controllerFault {
            #expect(pump.apply(.resume) == .conditionStands(condition))
        }
        pump.apply(.report(condition, isPresent: false))
        #expect(!pump.core.conditions.lists(condition))
    }

    @Test(
        "BR-A05: the same alarm a third time within ten minutes stops the pump until service, whatever is acknowledged")
    func repeated() {
        var pump = BenchPump(rate: "24 mL/day")
        for round in 1...3 {
            pump.run(.minute)
            pump.inputs.lines.cover = true
            pump.run(.second)
            #expect(pump.core.state == .paused)
            pump.inputs.lines.cover = false
            pump.run(.second)
            let isDue = pump.core.conditions.isPresent(.repeatedAlarm)
            #expect(isDue == (round == 3))
            pump.apply(.acknowledge(.coverOpen))
            if round < 3 { #expect(pump.apply(.resume) == .accepted) }
        }
        pump.apply(.acknowledge(.repeatedAlarm))
        #expect(pump.apply(.resume) == .conditionStands(.repeatedAlarm))
        #expect(pump.apply(.clearFailure(SelfTestReport(failed: [.storage]))) == .notInState(.paused))
        #expect(pump.apply(.resume) == .conditionStands(.repeatedAlarm))
        #expect(pump.apply(.clearFailure(SelfTestReport(failed: []))) == .accepted)
        #expect(pump.apply(.resume) == .accepted)
    }

    @Test("BR-A05: neither do different ones, nor the same at longer intervals")
    func notRepeated() {
        var pump = BenchPump(rate: "24 mL/day")
        for round in 1...6 {
            pump.run(.minute * (round <= 3 ? 1 : 11))
            let condition = round <= 3 && round.isMultiple(of: 2) ? Condition.supplyFault : .overTemperature
            pump.apply(.report(condition, isPresent: true))
            pump.apply(.report(condition, isPresent: false))
            pump.apply(.acknowledge(condition))
            #expect(pump.apply(.resume) == .accepted, "round \(round)")
            pump.apply(.grant(StepCount(pulses: .max / 4)))
        }
    }

    @Test("BR-A05: a restart does not end it")
    func repeatedAcrossRestart() {
        let latched = UInt64(1) << UInt64(Condition.allCases.firstIndex(of: .repeatedAlarm)!)
        var pump = BenchPump(restoring: Restoration(latched: latched), rate: "24 mL/day")
        pump.apply(.acknowledge(.repeatedAlarm))
        let stands = pump.core.conditions.isPresent(.repeatedAlarm)
        #expect(stands)
    }

    @Test("A latching condition stays listed after its cause is gone, until it is acknowledged")
    func latching() {
        var pump = BenchPump(rate: "24 mL/day")
        pump.inputs.lines.air = true
        pump.run(.second)
        #expect(pump.core.state == .stopped)
        pump.inputs.lines.air = false
        pump.run(.second)
        #expect(pump.core.conditions.lists(.airInLine) && !pump.core.conditions.isPresent(.airInLine))
        #expect(pump.apply(.resume) == .conditionStands(.airInLine))
        pump.apply(.acknowledge(.airInLine))
        #expect(pump.apply(.resume) == .accepted)
    }

    @Test("The stop input stops before the next stroke and holds off a resume while asserted")
    func stopInput() {
        var pump = BenchPump(rate: "24 mL/day")
        pump.run(.minute)
        pump.inputs.lines.stop = true
        pump.run(.millisecond)
        #expect(pump.core.state == .stopped)
        #expect(pump.apply(.resume) == .stopInputAsserted)
        pump.inputs.lines.stop = false
        pump.run(.millisecond)
        #expect(pump.apply(.resume) == .accepted)
    }

    @Test("BR-W03: low reservoir warns without changing the rate; empty lets the stroke complete, stops and latches")
    func reservoir() throws {
        var pump = BenchPump()
        pump.commit(.continuous("24 mL/day", fill: "2.01 mL"))
        pump.apply(.resume)
        pump.run(.minute * 10)
        #expect(pump.core.conditions.lists(.reservoirLow))
        #expect(pump.core.snapshot().rate.description == "24 mL/day")
        pump.run(.hour * 2)
        #expect(pump.core.state == .stopped)
        #expect(pump.core.conditions.lists(.reservoirEmpty))
        #expect(pump.core.account.remaining >= (try Volume(parsing: "0.5 mL")))
        #expect(pump.core.account.remaining < (try Volume(parsing: "0.501 mL")))
        #expect(pump.endedStrokes.allSatisfy { $0.end == .completed })
        // A new fill starts the account anew and clears the cause.
        pump.commit(.continuous("24 mL/day", revision: 2, fillNumber: 2))
        pump.apply(.acknowledge(.reservoirEmpty))
        #expect(pump.apply(.resume) == .accepted)
        #expect(pump.core.account.remaining.description == "20 mL")
    }

    @Test("BR-D11: latched conditions and the restart itself are listed after a restart")
    func restoration() {
        let latched: UInt64 = 1 << UInt64(Condition.allCases.firstIndex(of: .motorStall)!)
        var core = PumpController(
            profile: .reference(), at: .zero, restoring: Restoration(latched: latched, isRestart: true))
        #expect(core.conditions.lists(.motorStall) && core.conditions.lists(.restarted))
        #expect(core.drain() == [.conditionRaised(.motorStall), .conditionRaised(.restarted)])
    }

    @Test("Phase unknown: the mean curve serves and widens the interval; the index mark finds it again")
    func phase() {
        let profile = RigProfile.reference()
        var pump = BenchPump(rate: "24 mL/day")
        #expect(!pump.core.snapshot().phaseIsKnown)
        pump.run(.hour)
        let snapshot = pump.core.snapshot()
        #expect(snapshot.deliveredUpper - snapshot.account.forwardVolume >= profile.phaseUncertainty)
        #expect(pump.strokes.allSatisfy { $0.pulses.pulses == 40 })
        pump.inputs.index = RigInputs.IndexMark(at: StepCount(pulses: snapshot.account.forwardSteps.pulses - 8))
        pump.run(.hour)
        #expect(pump.core.snapshot().phaseIsKnown)
        // Known phase: step counts follow the curve, volumes agree.
        let known = pump.strokes.suffix(1_000)
        #expect(Set(known.map(\.pulses)).count > 1)
        var sum: Int64 = 0
        for (index, stroke) in known.enumerated() {
            sum += stroke.volume.picoliters
            let ideal = Int64(index + 1) * profile.strokeVolume.picoliters
            #expect(abs(sum - ideal) <= profile.curve.largestStep.picoliters)
        }
    }
}
