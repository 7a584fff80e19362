// SPDX-License-Identifier: Apache-2.0
import CLinux
import Handover
import PumpCore
import Quantities
import Synchronization

/// All that the real-time thread, the supervisor and the rest of the process say to each other: fixed rings and atomics,
/// made once and never moved.
public struct SharedState: ~Copyable, Sendable {
    // Service to real-time thread.
    public let commands: SPSCRing<NumberedCommand>
    /// Programs on their way to the core; a slot belongs to the service from a commit's outcome to the next commit.
    public let programs: ProgramSlots
    /// Incremented by each `Stop` call; the real-time thread looks at it before every edge.
    public let stopsAsked = Atomic<Int64>(0)
    /// The count up to which no edge follows any more.
    public let stopsServed = Atomic<Int64>(0)
    /// Set for the way out: the real-time thread stops the core and ends.
    public let isShuttingDown = Atomic<Bool>(false)
    /// Wakes the real-time thread.
    public let realTimeSignal: WakeSignal

    // Ledger to real-time thread.
    /// The forward odometer that is reserved in the durable record; only ever grows.
    public let granted: Atomic<Int64>

    // Real-time thread to ledger and service.
    public let events: SPSCRing<EventRecord>
    public let telemetry: SPSCRing<Telemetry>
    /// Telemetry that found its ring full.
    public let telemetryDropped = Atomic<Int64>(0)
    /// Wakes whoever takes the events.
    public let eventSignal: WakeSignal
    public let snapshots: TripleBuffer<PumpSnapshot>
    public let realTimeProgress = Progress()
    /// STEP pulses that left, for the supervisor's budget.
    public let stepsMade: Atomic<Int64>
    /// 0 not known yet, 1 SCHED_FIFO, negative: -errno of the attempt.
    public let realTimeClass = Atomic<Int32>(0)
    /// Wake-ups of the real-time thread.
    public let wakeUps = Atomic<Int64>(0)
    /// Rig nanoseconds that have passed since start.
    public let rigElapsed = Atomic<Int64>(0)
    public let realElapsed = Atomic<Int64>(0)

    // Real-time thread and supervisor.
    public let enableAsked = Atomic<Bool>(false)
    /// CLOCK_MONOTONIC at which the driver was energised; 0 while it is not.
    public let enabledAt = Atomic<Int64>(0)
    /// CLOCK_MONOTONIC of the supervisor's latest token: no edge leaves when it is older than 300 ms.
    public let token = Atomic<Int64>(0)
    /// `RigInputs.SupervisorReport` as its position: what the supervisor dropped the driver for.
    public let trip = Atomic<UInt8>(0)
    /// Set by the service after a passing self-test: the supervisor may forget its trip.
    public let resetAsked = Atomic<Bool>(false)
    public let supervisorSignal: WakeSignal
    public let supervisorEvents: SPSCRing<SupervisorEvent>
    public let supervisorProgress = Progress()
    public let supervisorClass = Atomic<Int32>(0)

    // Hangs that a test asks for.
    public let realTimeFault = ThreadFault()
    public let supervisorFault = ThreadFault()
    public let ledgerFault = ThreadFault()

    /// - Throws: ``RealTimeError`` where the kernel gives no descriptor.
    public init(snapshot: PumpSnapshot) throws {
        // First, since whatever can fail must fail before the first noncopyable part is made.
        let forRealTime = try WakeSignal()
        let forEvents = try WakeSignal()
        let forSupervisor = try WakeSignal()
        realTimeSignal = forRealTime
        eventSignal = forEvents
        supervisorSignal = forSupervisor
        commands = SPSCRing(capacity: 64, filledWith: NumberedCommand(number: 0, command: .resume, stopsSeen: 0))
        programs = ProgramSlots()
        granted = Atomic(snapshot.grant.pulses)
        stepsMade = Atomic(snapshot.account.forwardSteps.pulses)
        events = SPSCRing(
            capacity: 8192, filledWith: EventRecord(sequence: 0, at: .zero, event: .granted(.zero)))
        telemetry = SPSCRing(capacity: 8192, filledWith: .wakeUp(latency: .zero))
        snapshots = TripleBuffer(snapshot)
        supervisorEvents = SPSCRing(capacity: 256, filledWith: SupervisorEvent(at: .zero, kind: .disabled))
    }
}
