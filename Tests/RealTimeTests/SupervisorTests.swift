// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Synchronization
import Testing

@testable import RealTime

@Suite("The supervisor's judgement")
struct SupervisorTests {
    /// A supervisor without a thread, on a pump whose driver it has energised.
    private func enabled(_ body: (inout SupervisorWatch, UnsafeMutablePointer<SharedState>) throws -> Void) throws {
        let bench = try RealTimeBench()
        let settings = RealTimeSettings(
            lateEdgeBound: .millisecond, enableSettle: .zero, motion: MotionProfile(cruise: 400, acceleration: 20_000))
        var watch = try SupervisorWatch(settings: settings, shared: bench.shared)
        bench.shared.pointee.enableAsked.store(true, ordering: .releasing)
        bench.shared.pointee.realTimeProgress.report(nextBy: MonotonicClock.now() + .hour)
        holds(watch.judge() == .enable)
        watch.enabled(ok: true)
        try body(&watch, bench.shared)
    }

    @Test("BR-F02: three missed reports while the motor is enabled drop the driver, two do not")
    func missedReports() throws {
        try enabled { watch, shared in
            shared.pointee.realTimeProgress.report(nextBy: MonotonicClock.now() - .millisecond * 60)
            holds(watch.wait() && watch.judge() == .nothing)
            shared.pointee.realTimeProgress.report(nextBy: MonotonicClock.now() - .millisecond * 201)
            holds(watch.wait() && watch.judge() == .disable)
            #expect(shared.pointee.trip.load(ordering: .acquiring) == 1)
            #expect(shared.pointee.enabledAt.load(ordering: .acquiring) == 0)
            holds(shared.pointee.supervisorEvents.pop()?.kind == .enabled)
            holds(shared.pointee.supervisorEvents.pop()?.kind == .tripped(.missedReports))
            // Latched: asked again it stays off, until it is reset with the promises kept.
            watch.disabled(ok: true)
            holds(watch.wait() && watch.judge() == .nothing)
            shared.pointee.realTimeProgress.report(nextBy: MonotonicClock.now() + .hour)
            shared.pointee.resetAsked.store(true, ordering: .releasing)
            holds(watch.wait() && watch.judge() == .enable)
        }
    }

    @Test("BR-F02: steps beyond the budget drop the driver")
    func budget() throws {
        try enabled { watch, shared in
            shared.pointee.granted.store(100, ordering: .releasing)
            shared.pointee.stepsMade.store(100, ordering: .releasing)
            holds(watch.judge() == .nothing)
            shared.pointee.stepsMade.store(101, ordering: .releasing)
            holds(watch.judge() == .disable)
            #expect(shared.pointee.trip.load(ordering: .acquiring) == 2)
        }
    }

    @Test("The heartbeat toggles only while every promised report is in time")
    func heartbeat() throws {
        try enabled { watch, shared in
            holds(watch.heartbeatIsDue())
            shared.pointee.realTimeProgress.report(nextBy: MonotonicClock.now() - .millisecond)
            holds(watch.wait())
            _ = watch.judge()
            holds(!watch.heartbeatIsDue())
            holds(watch.wait())
            holds(!watch.heartbeatIsDue())
        }
    }

    @Test("A line that cannot be written trips like a thread that does not report")
    func lineFailure() throws {
        try enabled { watch, shared in
            watch.linesAre(ok: false)
            #expect(shared.pointee.trip.load(ordering: .acquiring) == 3)
            // Until the line takes it, ENABLE is asked off at every tick, and the heartbeat stays silent.
            holds(watch.wait() && watch.judge() == .disable)
            watch.disabled(ok: false)
            holds(watch.wait() && watch.judge() == .disable)
            holds(!watch.heartbeatIsDue())
            watch.disabled(ok: true)
            holds(watch.wait() && watch.judge() == .nothing)
        }
    }

    @Test("A monostable gets its heartbeat before ENABLE")
    func monostable() throws {
        let bench = try RealTimeBench()
        let settings = RealTimeSettings(
            lateEdgeBound: .millisecond, enableSettle: .zero, monostableSettle: .millisecond * 120,
            motion: MotionProfile(cruise: 400, acceleration: 20_000))
        var watch = try SupervisorWatch(settings: settings, shared: bench.shared)
        bench.shared.pointee.enableAsked.store(true, ordering: .releasing)
        bench.shared.pointee.realTimeProgress.report(nextBy: MonotonicClock.now() + .hour)
        var beats = 0
        while watch.judge() == .nothing {
            if watch.heartbeatIsDue() { beats += 1 }
            holds(watch.wait())
        }
        #expect(beats >= 2)
    }
}
