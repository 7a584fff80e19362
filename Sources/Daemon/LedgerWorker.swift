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
package final class LedgerWorker: @unchecked Sendable {
    let progress = Progress()
    private let ledger: Ledger
    private let threads: PumpThreads
    private let clock: LedgerClock
    /// Told after the commit that made them durable.
    private let onDurable: @Sendable ([EventRecord]) -> Void
    private let log: @Sendable (String) -> Void
    private let jobs = Mutex<[@Sendable (Ledger) -> Void]>([])
    private let jobSignal: WakeSignal
    private let timer: Int32
    private let isEnding = Atomic<Bool>(false)
    /// Commits fail, since pages make no sense.
    let isDamaged = Atomic<Bool>(false)
    private var group: DispatchGroup?
    // On the ledger thread only:
    private var books: Bookkeeping<ThreadedPump>
    private var isFailing = false
    private var failure = Condition.storageStalled
    /// Telemetry was given up.
    private var isDropping = false
    private let pendingEvents = Mutex<[LedgerEvent]>([])

    /// By when the thread reports at rest, and within a commit: a slow disk is no hung thread for a minute.
    private static let restReport: Duration = .second
    private static let commitReport: Duration = .second * 65

    package init(
        ledger: Ledger, threads: PumpThreads, snapshots: SnapshotReader, budget: ReservationBudget, clock: LedgerClock,
        log: @escaping @Sendable (String) -> Void, onDurable: @escaping @Sendable ([EventRecord]) -> Void
    ) throws {
        let timer = cisterna_timerfd()
        guard timer >= 0 else { throw RealTimeError.system(call: "timerfd_create", errno: -timer) }
        self.timer = timer
        jobSignal = try WakeSignal()
        self.ledger = ledger
        self.threads = threads
        self.clock = clock
        books = Bookkeeping(pump: ThreadedPump(threads: threads, snapshots: snapshots), budget: budget)
        self.log = log
        self.onDurable = onDurable
    }

    deinit { close(timer) }

    package func start() {
        group = DedicatedThread.start(name: "cis-ledger", priority: nil) { [self] in work() }
    }

    /// Writes what is there and ends. Call it when the real-time thread has ended.
    package func end() {
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

    /// Keeps values of the daemon's own, and the event that says why.
    func keep(_ values: [KeptValue], _ event: LedgerEvent) async throws {
        try await run { [self] ledger in try books.keep(values, event, in: ledger, at: clock.now) }
    }

    /// Puts an event of the daemon's own on record, with the next commit.
    func note(_ event: LedgerEvent) {
        pendingEvents.withLock { $0.append(event) }
        jobSignal.raise()
    }

    /// Reserves for movement at `rate`, and only when that is durable runs `command`, which may let the core move.
    ///
    /// - Parameter rate: The background that it is for; a bolus is reserved for as it runs, beyond the first two strokes.
    package func reserving<Value: Sendable>(
        for rate: FlowRate, _ command: @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            enqueue { [self] ledger in
                continuation.resume(
                    with: Result {
                        record()
                        progress.report(nextBy: MonotonicClock.now() + Self.commitReport)
                        try books.reserve(for: rate, in: ledger, at: clock.now)
                    })
            }
        }
        // The outcome of an accepted command is told after its change of state has been followed.
        defer { enqueue { [self] _ in books.moveDecided() } }
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
            }) {
                // Each may commit, and a disk that takes a minute for a commit takes it for each.
                progress.report(nextBy: MonotonicClock.now() + Self.commitReport)
                job(ledger)
            }
        }
        record()
        progress.report(nextBy: .distantFuture)
    }

    private func record() {
        takeOwnEvents()
        do {
            let (events, wrote) = try books.record(in: ledger, at: clock.now)
            if wrote { recovered() }
            if !events.isEmpty { onDurable(events) }
        } catch {
            failed(error)
        }
    }

    private func takeOwnEvents() {
        while let event = threads.shared.pointee.supervisorEvents.pop() { books.note([LedgerEvent(event)]) }
        books.note(
            pendingEvents.withLock { events in
                defer { events = [] }
                return events
            })
    }

    /// A logging failure is an alarm of its own (BR-F07): the pump rests at the end of its grant, and says why.
    private func failed(_ error: any Error) {
        let found = Self.condition(error as? LedgerError)
        if !isFailing || found != failure {
            log("the record cannot be written: \(error)")
            if isFailing { _ = threads.send(.report(failure, isPresent: false), number: 0) }
            (isFailing, failure) = (true, found)
            isDamaged.store(found == .recordDamaged, ordering: .releasing)
            _ = threads.send(.report(found, isPresent: true), number: 0)
        }
        guard books.lostTelemetry > 0, !isDropping else { return }
        isDropping = true
        _ = threads.send(.report(.logDropped, isPresent: true), number: 0)
    }

    /// Without room, or with pages that make no sense, it is not a matter of waiting.
    private static func condition(_ error: LedgerError?) -> Condition {
        if error?.damage != nil { return .recordDamaged }
        return error?.storageFault == .full ? .recordFull : .storageStalled
    }

    private func recovered() {
        guard isFailing else { return }
        isFailing = false
        isDamaged.store(false, ordering: .releasing)
        log("the record is being written again")
        _ = threads.send(.report(failure, isPresent: false), number: 0)
        guard isDropping else { return }
        isDropping = false
        _ = threads.send(.report(.logDropped, isPresent: false), number: 0)
    }
}
