// SPDX-License-Identifier: Apache-2.0
import CAllocations
import Dispatch
import Glibc
import PumpCore
import Quantities
import SimulatedRig
import Synchronization
import Testing

@testable import RealTime

/// Both threads of the pump on a simulated rig, with a ledger that grants without writing.
final class RealTimeBench: @unchecked Sendable {
    let shared: UnsafeMutablePointer<SharedState>
    let truth = SimulatedTruth()
    private let loop: UnsafeMutablePointer<RealTimeLoop<SimulatedRig>>
    private let supervisor: UnsafeMutablePointer<SupervisorLoop<SimulatedSafetyLines>>
    private var groups: [DispatchGroup] = []
    private var number: Int64 = 0

    init(speed: Int64 = 1, lateEdge: Duration = .millisecond * 100) throws {
        let curve = try #require(VolumeCurve(stepVolumes: 200) { _ in 50_000 })
        let profile = RigProfile(
            pulsesPerFullStep: 4, curve: curve, strokeFullSteps: 10, minimumStrokeFullSteps: 4,
            maximumRate: try FlowRate(parsing: "200 mL/day"), rest: .hold, enableLead: .millisecond * 5,
            calibrationUncertainty: .zero)
        let settings = RealTimeSettings(
            lateEdgeBound: lateEdge, enableSettle: .millisecond * 2, speed: speed,
            motion: MotionProfile(cruise: 400, acceleration: 20_000))
        var core = PumpController(profile: profile, at: MonotonicClock.now())
        shared = .allocate(capacity: 1)
        shared.initialize(to: try SharedState(snapshot: core.snapshot()))
        let rig = SimulatedRig(SimulatedRigParameters(), truth: truth, at: core.now)
        loop = .allocate(capacity: 1)
        loop.initialize(
            to: RealTimeLoop(rig: rig, cycle: try RealTimeCycle(core: core, settings: settings, shared: shared)))
        supervisor = .allocate(capacity: 1)
        supervisor.initialize(
            to: try SupervisorLoop(lines: SimulatedSafetyLines(truth: truth), settings: settings, shared: shared))
    }

    deinit {
        loop.deinitialize(count: 1)
        loop.deallocate()
        supervisor.deinitialize(count: 1)
        supervisor.deallocate()
        shared.deinitialize(count: 1)
        shared.deallocate()
    }

    func start(supervised: Bool = true) {
        groups.append(
            DedicatedThread.start(name: "rt-test", priority: 60) { [self] in
                let before = cisterna_allocations_of_this_thread()
                Self.runLoop(loop)
                allocations.store(cisterna_allocations_of_this_thread() - before, ordering: .releasing)
            })
        guard supervised else { return }
        groups.append(
            DedicatedThread.start(name: "sup-test", priority: 70) { [self] in
                Self.runSupervisor(supervisor)
            })
    }

    /// The concrete callers: the compiler proves loop, rig and core free of allocation and locks here.
    @_noAllocation @_noLocks
    private static func runLoop(_ loop: UnsafeMutablePointer<RealTimeLoop<SimulatedRig>>) { loop.pointee.run() }

    private static func runSupervisor(_ loop: UnsafeMutablePointer<SupervisorLoop<SimulatedSafetyLines>>) {
        loop.pointee.run()
    }

    func end() {
        shared.pointee.isShuttingDown.store(true, ordering: .releasing)
        shared.pointee.realTimeSignal.raise()
        shared.pointee.supervisorSignal.raise()
        for group in groups { group.wait() }
        groups = []
    }

    func grant(_ pulses: Int64) {
        shared.pointee.granted.store(pulses, ordering: .releasing)
        shared.pointee.realTimeSignal.raise()
    }

    /// Sends a command and gives its outcome; other events pass by.
    @discardableResult
    func send(_ command: Command, stopsSeen: Int64? = nil) throws -> CommandOutcome {
        number += 1
        let stopsSeen = stopsSeen ?? shared.pointee.stopsAsked.load(ordering: .acquiring)
        holds(shared.pointee.commands.push(NumberedCommand(number: number, command: command, stopsSeen: stopsSeen)))
        shared.pointee.realTimeSignal.raise()
        let wanted = number
        let record = try waitFor { event in
            if case .outcome(wanted, _) = event { return true }
            return false
        }
        guard case .outcome(_, let outcome) = record.event else { preconditionFailure() }
        return outcome
    }

    /// Takes events until one is as wanted; gives up after ten seconds of nothing.
    @discardableResult
    func waitFor(_ isWanted: (Event) -> Bool) throws -> EventRecord {
        var descriptor = pollfd(fd: shared.pointee.eventSignal.descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            while let record = shared.pointee.events.pop() {
                seen.append(record)
                if isWanted(record.event) { return record }
            }
            try #require(poll(&descriptor, 1, 10_000) == 1, "no event for ten seconds")
            shared.pointee.eventSignal.drain()
        }
    }
    private(set) var seen: [EventRecord] = []

    /// What the real-time thread allocated in its whole life; -1 before its end.
    let allocations = Atomic<Int64>(-1)

    func startDelivering(_ rate: String) throws {
        try send(.selfTest(SelfTestReport(failed: [])))
        shared.pointee.programs.write(
            DeliveryProgram(
                revision: 1, mode: .simpleContinuous, rate: try FlowRate(parsing: rate), maximumRate: .max,
                fillNumber: 1,
                fill: try Volume(parsing: "20 mL"), residual: .zero, lowReservoir: .zero), slot: 0)
        #expect(try send(.commit(slot: 0)) == .accepted)
        #expect(try send(.resume) == .accepted)
    }

    static func isStrokeEnd(_ event: Event) -> Bool {
        if case .strokeEnded = event { return true }
        return false
    }
}
