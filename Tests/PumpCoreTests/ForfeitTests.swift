// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@Suite("Time that is not caught up")
struct ForfeitTests {
    @Test("The process frozen for an hour delivers at most one stroke on waking, then stops")
    func frozen() {
        var pump = BenchPump(rate: "24 mL/day")
        pump.run(.second)
        let before = pump.strokes.count
        let now = pump.core.now
        pump.lateness = RigInputs.LateSpan(from: now + .millisecond * 50, to: now + .hour)
        pump.run(.hour)
        #expect(pump.strokes.count - before <= 1)
        #expect(pump.core.state != .delivering)
        #expect(pump.core.conditions.lists(.lateEdge))
        pump.run(.minute * 10)
        #expect(pump.strokes.count - before <= 1)
    }

    @Test("A late span is forfeited to the nanosecond and delivery goes on")
    func late() throws {
        var pump = BenchPump(rate: "0.5 mL/day")
        pump.run(.second * 40)
        let now = pump.core.now
        pump.lateness = RigInputs.LateSpan(from: now + .millisecond, to: now + .millisecond * 901)
        pump.run(.second * 46)
        #expect(pump.strokes.isEmpty)
        #expect(pump.forfeits == [.late])
        pump.run(.second * 2)
        let profile = RigProfile.reference()
        // Due when the integral reaches the stroke: its volume at the rate, and the span that was lost.
        let span = try pump.strokes[0].volume.time(at: FlowRate(parsing: "0.5 mL/day"))
        #expect(pump.strokes[0].due == .zero + span + .millisecond * 900)
        #expect(pump.strokes[0].volume <= profile.strokeVolume + profile.curve.largestStep)
        #expect(pump.core.state == .delivering)
    }

    @Test("Without a grant the pump rests, says so, forfeits the time and goes on with the next grant")
    func noGrant() throws {
        var pump = BenchPump(grant: 44, rate: "24 mL/day")
        pump.run(.second * 30)
        #expect(pump.strokes.count == 1)
        #expect(pump.core.conditions.isPresent(.storageStalled))
        #expect(pump.core.state == .delivering)
        pump.apply(.grant(StepCount(pulses: 100_000)))
        let resumedAt = pump.core.now
        pump.run(.second)
        #expect(pump.strokes.count == 2)
        #expect(pump.strokes[1].due == resumedAt)
        #expect(pump.forfeits == [.noGrant])
        #expect(!pump.core.conditions.lists(.storageStalled))
        // One stroke was due when the grant ran out; the 28 s of rest bought no second one.
        pump.run(.millisecond * 700)
        #expect(pump.strokes.count == 2)
    }

    @Test("After a minute without a grant the pump pauses, and stops after the pause limit")
    func stalledPauses() {
        var pump = BenchPump(grant: 44, rate: "24 mL/day")
        pump.run(.second * 70)
        #expect(pump.core.state == .paused)
        #expect(pump.core.conditions.lists(.storageStalled))
        pump.run(.minute * 31)
        #expect(pump.core.state == .stopped)
    }

    @Test("A stroke that the emitter refused is owed again once, and the third late edge in ten minutes pauses")
    func refused() {
        var pump = BenchPump(rate: "24 mL/day")
        for count in 1...3 {
            while pump.strokes.count < count { pump.run(.millisecond * 10) }
            pump.inputs.motion = RigInputs.MotionReport(
                stroke: pump.strokes[count - 1].sequence, end: .refused, lateness: .second)
            pump.forgetQueue()
            pump.run(.millisecond)
            #expect(pump.core.state == (count < 3 ? .delivering : .paused))
            if count < 3 {
                // Owed again: the very next decision is the stroke anew.
                #expect(pump.strokes.count == count + 1)
                pump.run(.minute)
                pump.trimStrokes(to: count)
            }
        }
        #expect(pump.apply(.resume) == .conditionStands(.lateEdge))
        pump.apply(.acknowledge(.lateEdge))
        #expect(pump.apply(.resume) == .accepted)
    }
}
