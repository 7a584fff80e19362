// SPDX-License-Identifier: Apache-2.0
import CLinux
import Dispatch
import Handover
import PumpCore
import Quantities
import RealTime
import RigFile
import RigHardware
import SimulatedRig
import Synchronization

/// The real-time thread and the supervisor thread of one pump, with whatever rig they drive.
///
/// Here stand the concrete callers of the generic loops: with them the compiler proves the loop, the rig and the core
/// together free of allocation and locks.
package final class PumpThreads: @unchecked Sendable {
    package let shared: UnsafeMutablePointer<SharedState>
    private let runRealTime: @Sendable () -> Void
    private let runSupervisor: @Sendable () -> Void
    private let release: () -> Void
    /// Opens or closes the pinch valve where one is fitted; false where its line does not take it.
    let setPinchValve: @Sendable (_ isOpen: Bool) -> Bool
    /// Whether the rig that the threads drive is still there, as far as that can be seen from outside of them.
    let rigIsPresent: @Sendable () -> Bool
    /// Sets buzzer and lamps; nil where none is fitted. False where a line does not take it.
    let setAlarms: (@Sendable (AlarmSignal) -> Bool)?
    /// Begins a fault of a simulated rig, or ends it; nil on other rigs. For one thread at a time.
    let inject: (@Sendable (SimulatedFault, FaultOrder?) -> Void)?
    /// Fills the reservoir of a simulated rig, as a hand would.
    let fill: (@Sendable (Volume) -> Void)?
    private var groups: [DispatchGroup] = []
    private let sending = Mutex(())

    private init(
        shared: UnsafeMutablePointer<SharedState>, runRealTime: @escaping @Sendable () -> Void,
        runSupervisor: @escaping @Sendable () -> Void,
        setPinchValve: @escaping @Sendable (Bool) -> Bool = { _ in true },
        rigIsPresent: @escaping @Sendable () -> Bool = { true },
        setAlarms: (@Sendable (AlarmSignal) -> Bool)? = nil,
        inject: (@Sendable (SimulatedFault, FaultOrder?) -> Void)? = nil, fill: (@Sendable (Volume) -> Void)? = nil,
        release: @escaping () -> Void
    ) {
        self.shared = shared
        self.runRealTime = runRealTime
        self.runSupervisor = runSupervisor
        self.release = release
        self.setPinchValve = setPinchValve
        self.rigIsPresent = rigIsPresent
        self.setAlarms = setAlarms
        self.inject = inject
        self.fill = fill
    }

    deinit { release() }

    /// A rig clock that runs ahead of life is always busy: before everybody else its thread would leave the ledger's no
    /// processor, so it takes a larger share that leaves some. Nothing is late by that: such a clock waits for its thread.
    private static func shareProcessor(where isFast: Bool) {
        if isFast { _ = cisterna_thread_fair(-5) }
    }

    /// Threads on a simulated rig.
    package static func simulated(
        core: consuming PumpController, settings: RealTimeSettings, parameters: SimulatedRigParameters,
        truth: SimulatedTruth, place: Int
    ) throws -> PumpThreads {
        let speed = settings.speed
        let rig = SimulatedRig(parameters, truth: truth, at: core.now, place: place)
        let shared = try makeShared(&core)
        let loop = UnsafeMutablePointer<RealTimeLoop<SimulatedRig>>.allocate(capacity: 1)
        loop.initialize(
            to: RealTimeLoop(rig: rig, cycle: try RealTimeCycle(core: core, settings: settings, shared: shared)))
        let supervisor = UnsafeMutablePointer<SupervisorLoop<SimulatedSafetyLines>>.allocate(capacity: 1)
        supervisor.initialize(
            to: try SupervisorLoop(lines: SimulatedSafetyLines(truth: truth), settings: settings, shared: shared))
        cisterna_prefault(loop, MemoryLayout<RealTimeLoop<SimulatedRig>>.size)
        nonisolated(unsafe) let (loopAddress, supervisorAddress) = (loop, supervisor)
        return PumpThreads(
            shared: shared,
            runRealTime: {
                Self.shareProcessor(where: speed > 1)
                runSimulated(loopAddress)
            },
            runSupervisor: { superviseSimulated(supervisorAddress) },
            inject: { fault, order in
                if let order { truth.inject(order) } else { truth.end(fault) }
            },
            fill: { truth.fill($0) },
            release: {
                free(loop)
                free(supervisor)
                free(shared)
            })
    }

    /// Threads on the lines to a simulated rig in another process.
    static func linked(
        core: consuming PumpController, settings: RealTimeSettings, lines: RigLines,
        sampleInterval: Quantities.Duration
    ) throws -> PumpThreads {
        let speed = settings.speed
        let rig = LinkedRig(lines, sampleInterval: sampleInterval, at: core.now)
        let shared = try makeShared(&core)
        let loop = UnsafeMutablePointer<RealTimeLoop<LinkedRig>>.allocate(capacity: 1)
        loop.initialize(
            to: RealTimeLoop(rig: rig, cycle: try RealTimeCycle(core: core, settings: settings, shared: shared)))
        let supervisor = UnsafeMutablePointer<SupervisorLoop<LinkedSafetyLines>>.allocate(capacity: 1)
        supervisor.initialize(
            to: try SupervisorLoop(lines: LinkedSafetyLines(lines), settings: settings, shared: shared))
        cisterna_prefault(loop, MemoryLayout<RealTimeLoop<LinkedRig>>.size)
        nonisolated(unsafe) let (loopAddress, supervisorAddress) = (loop, supervisor)
        return PumpThreads(
            shared: shared,
            runRealTime: {
                Self.shareProcessor(where: speed > 1)
                runLinked(loopAddress)
            },
            runSupervisor: { superviseLinked(supervisorAddress) },
            rigIsPresent: { lines.rigIsAlive(at: MonotonicClock.now()) },
            inject: { fault, order in
                if let order { lines.inject(order) } else { lines.end(fault) }
            },
            fill: { lines.fill($0) },
            release: {
                free(loop)
                free(supervisor)
                free(shared)
            })
    }

    /// Threads on GPIO lines. The safety lines come opened: they were read before they were requested.
    static func gpio(
        core: consuming PumpController, settings: RealTimeSettings, rig: consuming GPIORig, lines: GPIOSafetyLines,
        alarms: GPIOAlarmLines?
    ) throws -> PumpThreads {
        var setAlarms: (@Sendable (AlarmSignal) -> Bool)?
        if let alarms { setAlarms = { alarms.show($0) } }
        let shared = try makeShared(&core)
        let loop = UnsafeMutablePointer<RealTimeLoop<GPIORig>>.allocate(capacity: 1)
        loop.initialize(
            to: RealTimeLoop(rig: rig, cycle: try RealTimeCycle(core: core, settings: settings, shared: shared)))
        let supervisor = UnsafeMutablePointer<SupervisorLoop<GPIOSafetyLines>>.allocate(capacity: 1)
        supervisor.initialize(to: try SupervisorLoop(lines: lines, settings: settings, shared: shared))
        cisterna_prefault(loop, MemoryLayout<RealTimeLoop<GPIORig>>.size)
        nonisolated(unsafe) let (loopAddress, supervisorAddress) = (loop, supervisor)
        return PumpThreads(
            shared: shared, runRealTime: { runGPIO(loopAddress) }, runSupervisor: { superviseGPIO(supervisorAddress) },
            setPinchValve: { lines.setPinchValve($0) },
            setAlarms: setAlarms,
            release: {
                free(loop)
                free(supervisor)
                lines.release()
                alarms?.release()
                free(shared)
            })
    }

    private static func makeShared(
        _ core: inout PumpController
    ) throws -> UnsafeMutablePointer<SharedState> {
        let shared = UnsafeMutablePointer<SharedState>.allocate(capacity: 1)
        shared.initialize(to: try SharedState(snapshot: core.snapshot()))
        return shared
    }

    private static func free<Value: ~Copyable>(_ pointer: UnsafeMutablePointer<Value>) {
        pointer.deinitialize(count: 1)
        pointer.deallocate()
    }

    @_noAllocation @_noLocks
    private static func runSimulated(_ loop: UnsafeMutablePointer<RealTimeLoop<SimulatedRig>>) { loop.pointee.run() }
    @_noAllocation @_noLocks
    private static func runLinked(_ loop: UnsafeMutablePointer<RealTimeLoop<LinkedRig>>) { loop.pointee.run() }
    @_noAllocation @_noLocks
    private static func runGPIO(_ loop: UnsafeMutablePointer<RealTimeLoop<GPIORig>>) { loop.pointee.run() }
    @_noAllocation @_noLocks
    private static func superviseSimulated(_ loop: UnsafeMutablePointer<SupervisorLoop<SimulatedSafetyLines>>) {
        loop.pointee.run()
    }
    @_noAllocation @_noLocks
    private static func superviseLinked(_ loop: UnsafeMutablePointer<SupervisorLoop<LinkedSafetyLines>>) {
        loop.pointee.run()
    }
    @_noAllocation @_noLocks
    private static func superviseGPIO(_ loop: UnsafeMutablePointer<SupervisorLoop<GPIOSafetyLines>>) {
        loop.pointee.run()
    }

    /// Starts both; each says in ``SharedState`` which scheduling class it obtained.
    package func start() {
        nonisolated(unsafe) let shared = shared
        groups = [
            DedicatedThread.start(
                name: "cis-supervisor", priority: ThreadPriority.supervisor,
                obtained: { shared.pointee.supervisorClass.store($0, ordering: .releasing) }, body: runSupervisor),
            DedicatedThread.start(
                name: "cis-realtime", priority: ThreadPriority.realTime,
                obtained: { shared.pointee.realTimeClass.store($0, ordering: .releasing) }, body: runRealTime),
        ]
    }

    /// How many stops were asked for so far.
    var stops: Int64 { shared.pointee.stopsAsked.load(ordering: .acquiring) }

    /// Sends a command to the core. The ring has one producer: whoever holds the turn.
    ///
    /// - Returns: False where 64 commands wait already.
    ///
    /// - Parameter stopsSeen: The count of stops when the command was asked for; by default those until now.
    package func send(_ command: Command, number: Int64, stopsSeen: Int64? = nil) -> Bool {
        let stopsSeen = stopsSeen ?? stops
        let isSent = sending.withLock { _ in
            shared.pointee.commands.push(NumberedCommand(number: number, command: command, stopsSeen: stopsSeen))
        }
        shared.pointee.realTimeSignal.raise()
        return isSent
    }

    /// Ends both: the pump at rest, ENABLE off. Returns when they have ended.
    package func end() {
        shared.pointee.isShuttingDown.store(true, ordering: .releasing)
        shared.pointee.realTimeSignal.raise()
        shared.pointee.supervisorSignal.raise()
        for group in groups { group.wait() }
        groups = []
    }
}
