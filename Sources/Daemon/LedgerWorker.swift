// SPDX-License-Identifier: Apache-2.0
import CLinux
import Dispatch
import Glibc
import Handover
import Ledger
import PumpCore
import Quantities
import RealTime
import Synchronization

/// The ledger thread: takes the core's events onto disk, reserves ahead of movement, settles behind it, and runs whatever
/// else must be durable. Reserve, then move, then settle; the real-time thread never waits for it.
final class LedgerWorker: @unchecked Sendable {
    let progress = Progress()
    private let ledger: Ledger
    private let threads: PumpThreads
    private let snapshots: SnapshotReader
    private let budget: ReservationBudget
    private let clock: LedgerClock
    /// Told after the commit that made them durable.
    private let onDurable: @Sendable ([EventRecord]) -> Void
    private let log: @Sendable (String) -> Void
    private let jobs = Mutex<[@Sendable (Ledger) -> Void]>([])
    private let jobSignal: WakeSignal
    private let timer: Int32
    private let isEnding = Atomic<Bool>(false)
    private var group: DispatchGroup?
    // On the ledger thread only:
    private var backlog: [EventRecord] = []
    private var ownEvents: [LedgerEvent] = []
    /// The core moves or may: the reservation stays ahead of it.
    private var isArmed = false
    /// Commands on their way that may make it move: until each one's outcome is known nothing is settled as clean, since
    /// that would take back the reservation that they go by.
    private var pendingMoves = 0
    private var isFailing = false
    private var isSettledCleanly = false
    private let pendingEvents = Mutex<[LedgerEvent]>([])

    /// How many events wait in memory while the disk does not take them; beyond it the ring fills and the pump pauses.
    private static let backlogLimit = 16_384
    /// By when the thread reports at rest, and within a commit: a slow disk is no hung thread for a minute.
    private static let restReport: Duration = .second
    private static let commitReport: Duration = .second * 65

    init(
        ledger: Ledger, threads: PumpThreads, snapshots: SnapshotReader, budget: ReservationBudget, clock: LedgerClock,
        log: @escaping @Sendable (String) -> Void, onDurable: @escaping @Sendable ([EventRecord]) -> Void
    ) throws {
        let timer = cisterna_timerfd()
        guard timer >= 0 else { throw RealTimeError.system(call: "timerfd_create", errno: -timer) }
        self.timer = timer
        jobSignal = try WakeSignal()
        self.ledger = ledger
        self.threads = threads
        self.snapshots = snapshots
        self.budget = budget
        self.clock = clock
        self.log = log
        self.onDurable = onDurable
    }

    deinit { close(timer) }

    func start() {
        group = DedicatedThread.start(name: "cis-ledger", priority: nil) { [self] in work() }
    }

    /// Writes what is there and ends. Call it when the real-time thread has ended.
    func end() {
        isEnding.store(true, ordering: .releasing)
        jobSignal.raise()
        group?.wait()
    }

    /// Runs `body` on the ledger thread, after everything that was asked before.
    func run<Value: Sendable>(_ body: @escaping @Sendable (Ledger) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            enqueue { ledger in continuation.resume(with: Result { try body(ledger) }) }
        }
    }

    /// Keeps values of the daemon's own, and the event that says why, together with the pump time: what they say of a time
    /// is never ahead of where a restart begins.
    func keep(_ values: [KeptValue], _ event: LedgerEvent) async throws {
        try await run { [snapshots, clock] ledger in
            let snapshot = snapshots.latest()
            // Read after the pump time: what lies between the two counts as not elapsed.
            try ledger.commit(
                LedgerBatch(
                    at: clock.now(), events: [event],
                    settlement: Settlement(
                        account: snapshot.account, therapy: snapshot.therapy, dead: snapshot.dead),
                    kept: values))
        }
    }

    /// Puts an event of the daemon's own on record, with the next commit.
    func note(_ event: LedgerEvent) {
        pendingEvents.withLock { $0.append(event) }
        jobSignal.raise()
    }

    /// Reserves for movement at `rate`, and only when that is durable runs `command`, which may let the core move.
    ///
    /// - Parameter rate: The background that it is for; a bolus is reserved for as it runs, beyond the first two strokes.
    func reserving<Value: Sendable>(
        for rate: FlowRate, _ command: @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            enqueue { [self] _ in continuation.resume(with: Result { try reserve(for: rate) }) }
        }
        // The outcome of an accepted command is told after its change of state has been followed.
        defer { enqueue { [self] _ in pendingMoves -= 1 } }
        return try await command()
    }

    private func enqueue(_ job: @escaping @Sendable (Ledger) -> Void) {
        jobs.withLock { $0.append(job) }
        jobSignal.raise()
    }

    private func work() {
        var descriptors = [threads.shared.pointee.eventSignal.descriptor, jobSignal.descriptor]
        var ended = false
        while !ended {
            let wake = MonotonicClock.now() + Self.restReport
            progress.report(nextBy: wake)
            var ready: UInt32 = 0
            _ = cisterna_poll_until(wake.nanoseconds, timer, &descriptors, 2, &ready)
            threads.shared.pointee.eventSignal.drain()
            jobSignal.drain()
            ended = isEnding.load(ordering: .acquiring)
            // Before the next promise, which is for a slow disk and so a long one.
            threads.shared.pointee.ledgerFault.obey()
            progress.report(nextBy: MonotonicClock.now() + Self.commitReport)
            record()
            for job in jobs.withLock({ jobs in
                defer { jobs = [] }
                return jobs
            }) { job(ledger) }
        }
        record()
        progress.report(nextBy: .distantFuture)
    }

    /// One commit: events, settlement and the next reservation together.
    private func record() {
        // The account is read before the events: what it counts as moved is surely within what was reserved.
        let snapshot = snapshots.latest()
        while backlog.count < Self.backlogLimit, let record = threads.shared.pointee.events.pop() {
            backlog.append(record)
            follow(record.event)
        }
        takeOwnEvents()
        // After the events: a dose that one of them begins is known to the therapy's state, and the pump time is not before
        // any of them. So no lockout comes out shorter than it was.
        let later = snapshots.latest()
        let isAtRest = !isArmed && pendingMoves == 0 && !snapshot.state.mayMove && snapshot.isAtRest
        let reservation = nextReservation(snapshot, isAtRest: isAtRest)
        let mustSettle = isAtRest ? !isSettledCleanly : reservation != nil
        guard !backlog.isEmpty || !ownEvents.isEmpty || mustSettle else { return }
        let settlement = Settlement(
            account: snapshot.account,
            fullStep: isAtRest && snapshot.phaseIsKnown && snapshot.isOnFullStep ? snapshot.fullStep : nil,
            isClean: isAtRest, therapy: later.therapy, dead: later.dead)
        let batch = LedgerBatch(
            at: clock.now(), records: backlog, events: ownEvents, settlement: settlement, reservation: reservation)
        do {
            try ledger.commit(batch)
            isSettledCleanly = isAtRest
            if let reservation { grant(reservation) }
            // At rest the core holds no grant: the reservation that was taken back is not handed out again.
            if isAtRest { grant(snapshot.account.forwardSteps) }
            let records = backlog
            backlog = []
            ownEvents = []
            recovered()
            if !records.isEmpty { onDurable(records) }
        } catch {
            failed(error)
        }
    }

    private func nextReservation(_ snapshot: PumpSnapshot, isAtRest: Bool) -> StepCount? {
        guard isArmed else { return nil }
        let wanted = budget.reservation(
            from: snapshot.account.forwardSteps, rate: snapshot.rate, background: snapshot.programRate,
            bolus: (snapshot.bolus?.volume ?? .zero) - snapshot.bolusDelivered)
        let granted = StepCount(pulses: threads.shared.pointee.granted.load(ordering: .acquiring))
        return wanted > granted ? wanted : nil
    }

    private func reserve(for rate: FlowRate) throws {
        record()
        let snapshot = snapshots.latest()
        let granted = StepCount(pulses: threads.shared.pointee.granted.load(ordering: .acquiring))
        // The core may still hold an older grant: all that it could move by it is reserved anew.
        let reservation = max(
            granted, budget.reservation(from: snapshot.account.forwardSteps, rate: rate, background: rate, bolus: .zero)
        )
        try ledger.commit(
            LedgerBatch(
                at: clock.now(),
                settlement: Settlement(account: snapshot.account, therapy: snapshot.therapy, dead: snapshot.dead),
                reservation: reservation))
        pendingMoves += 1
        isSettledCleanly = false
        grant(reservation)
    }

    /// Only now may the core know of it.
    private func grant(_ reservation: StepCount) {
        threads.shared.pointee.granted.store(reservation.pulses, ordering: .releasing)
        threads.shared.pointee.realTimeSignal.raise()
    }

    private func follow(_ event: Event) {
        if case .stateChanged(_, let state, _) = event { isArmed = state.mayMove }
    }

    private func takeOwnEvents() {
        while let event = threads.shared.pointee.supervisorEvents.pop() { ownEvents.append(LedgerEvent(event)) }
        ownEvents += pendingEvents.withLock { events in
            defer { events = [] }
            return events
        }
    }

    /// A logging failure is an alarm of its own (BR-F07): the pump rests at the end of its grant, and says why.
    private func failed(_ error: any Error) {
        guard !isFailing else { return }
        isFailing = true
        log("the record cannot be written: \(error)")
        _ = threads.send(.report(.storageStalled, isPresent: true), number: 0)
    }

    private func recovered() {
        guard isFailing else { return }
        isFailing = false
        log("the record is being written again")
        _ = threads.send(.report(.storageStalled, isPresent: false), number: 0)
    }
}
