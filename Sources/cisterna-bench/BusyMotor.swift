// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Dispatch
import Foundation
import Histogram
import PumpCore
import Quantities
import RealTime
import SimulatedRig
import Synchronization

/// The real two threads on a simulated rig in real time, its motor turning without a rest at a thousand pulses a second.
final class BusyMotor: @unchecked Sendable {
    private let shared: UnsafeMutablePointer<SharedState>
    private let loop: UnsafeMutablePointer<RealTimeLoop<SimulatedRig>>
    private let supervisor: UnsafeMutablePointer<SupervisorLoop<SimulatedSafetyLines>>
    /// Outlives the lines that point into it.
    private let truth = SimulatedTruth()
    private var groups: [DispatchGroup] = []
    private(set) var lateEdges = 0

    init() throws {
        // At 1,000 pulses a second of four to the full step of 50 nL the motor cannot quite keep up with this: it never rests.
        let rate = FlowRate(picolitersPerDay: 1_100_000_000_000)
        let profile = ReferenceHead.profile(maximumRate: rate)
        var core = ReferenceHead.delivering(rate, profile: profile, at: MonotonicClock.now())
        _ = core.apply(.stop(.operatorCall), number: 5)
        while core.nextEvent() != nil { core.removeEvent() }
        let settings = RealTimeSettings(
            lateEdgeBound: .millisecond * 100, enableSettle: .millisecond,
            motion: MotionProfile(cruise: 1_000, acceleration: 1_000_000))
        shared = .allocate(capacity: 1)
        shared.initialize(to: try SharedState(snapshot: core.snapshot()))
        // Each stop takes the core's grant with it: here there is always a new one, and no ledger to ask.
        shared.pointee.granted.store(.max / 4, ordering: .releasing)
        var parameters = SimulatedRigParameters()
        parameters.reservoirPicoliters = 1e15
        let rig = SimulatedRig(parameters, truth: truth, at: core.now)
        loop = .allocate(capacity: 1)
        loop.initialize(
            to: RealTimeLoop(rig: rig, cycle: try RealTimeCycle(core: core, settings: settings, shared: shared)))
        supervisor = .allocate(capacity: 1)
        supervisor.initialize(
            to: try SupervisorLoop(lines: SimulatedSafetyLines(truth: truth), settings: settings, shared: shared))
        start()
    }

    private func start() {
        nonisolated(unsafe) let (shared, loop, supervisor) = (shared, loop, supervisor)
        groups = [
            DedicatedThread.start(name: "bench-supervisor", priority: 70) { supervisor.pointee.run() },
            DedicatedThread.start(
                name: "bench-realtime", priority: 60,
                obtained: { shared.pointee.realTimeClass.store($0, ordering: .releasing) }, body: { Self.run(loop) }),
        ]
    }

    @_noAllocation @_noLocks
    private static func run(_ loop: UnsafeMutablePointer<RealTimeLoop<SimulatedRig>>) { loop.pointee.run() }

    var schedulingClass: Int32 { shared.pointee.realTimeClass.load(ordering: .acquiring) }

    /// Turns for `seconds` and adds how late each edge left, in nanoseconds.
    func slice(seconds: Double, into histogram: inout Histogram<UInt64>) throws {
        send(.resume)
        // The rings hold a few seconds of it: nobody else runs meanwhile, as in cyclictest's own process.
        Thread.sleep(forTimeInterval: seconds)
        send(.stop(.operatorCall))
        send(.acknowledge(.lateEdge))
        let before = histogram.totalCount
        take(into: &histogram)
        guard histogram.totalCount > before else { throw ValidationError("the motor has not turned: nothing measured") }
    }

    private func take(into histogram: inout Histogram<UInt64>) {
        while let telemetry = shared.pointee.telemetry.pop() {
            if case .edge(let lateness) = telemetry {
                histogram.record(UInt64(clamping: max(0, lateness.nanoseconds)))
            }
        }
        while let record = shared.pointee.events.pop() {
            if case .strokeEnded(let account) = record.event, account.end == .lateEdge || account.end == .refused {
                lateEdges += 1
            }
        }
    }

    private func send(_ command: Command) {
        _ = shared.pointee.commands.push(NumberedCommand(number: 1, command: command, stopsSeen: 0))
        shared.pointee.realTimeSignal.raise()
    }

    func end() {
        shared.pointee.isShuttingDown.store(true, ordering: .releasing)
        shared.pointee.realTimeSignal.raise()
        shared.pointee.supervisorSignal.raise()
        for group in groups { group.wait() }
    }
}
