// SPDX-License-Identifier: Apache-2.0
import Daemon
import Ledger
import PumpCore
import Quantities
import Transcript

/// One life of the daemon on the machine: from the opening of the record to whatever ends it. What threads and callers do
/// in the daemon is done here one after the other, with the daemon's own restart, bookkeeping and ledger.
final class PowerSession {
    enum End {
        /// The record could not be opened, for a disk that fails.
        case failed
        case killed
        case stopped
        case poweredOff
    }

    let run: PowerRun
    var witness: WitnessedLedger?
    var keeper: (any RecordKeeping)?
    var pump: SimulatedPump?
    var books: Bookkeeping<SimulatedPump>?
    var treatment: Treatment?
    private var isFailing = false
    /// What had been acknowledged when the pump was made: before the next nothing is reserved, and nothing moves.
    private var acknowledgedBefore = 0

    init(_ run: PowerRun) { self.run = run }

    var isOff: Bool { run.machine.disk.isOff }

    func live() -> End {
        guard start() else { return isOff ? .poweredOff : .failed }
        for _ in 0..<(4 + run.random.below(40)) {
            act()
            guard !isOff, run.tally.violations.isEmpty else { return .poweredOff }
        }
        switch run.random.below(4) {
        case 0:
            die()
            run.machine.disk.kill()
            return .killed
        case 1:
            pass(.millisecond * run.random.below(5_000))
            run.machine.disk.cut()
            return .poweredOff
        default: return stopCleanly() ? .stopped : .poweredOff
        }
    }

    // MARK: The daemon's start

    private func start() -> Bool {
        run.phase = run.record.verified == 0 ? (run.ordersBefore > 0 ? .migration : .creation) : .startUp
        guard let ledger = open() else { return false }
        run.phase = .startUp
        guard lookAtRecord(of: ledger) else { return false }
        guard let restart = restart(ledger) else { return false }
        let budget = ReservationBudget(profile: run.profile)
        let witness = WitnessedLedger(ledger, run: run, budget: budget)
        let pump = SimulatedPump(
            profile: run.profile, at: run.machine.monotonic, restoring: restart.restoration, windows: restart.windows,
            lastCommand: restart.durable.lastCommand)
        acknowledgedBefore = run.record.acknowledgements
        witness.pump = pump
        pump.onEvent = { [weak self] in self?.follow($0) }
        self.witness = witness
        self.pump = pump
        keeper = run.plant.map { PlantedRecord(record: witness, pump: pump, plant: $0) } ?? witness
        books = Bookkeeping(pump: pump, budget: budget)
        run.machine.disk.onElapsed { [weak self] in self?.elapse(Int64($0)) }
        for id in restart.durable.unfinishedRequests { finish(id, "interrupted") }
        books?.note([LedgerEvent(kind: "daemon-started", payload: ["isRestart": .boolean(restart.durable.isRestart)])])
        _ = pump.apply(.selfTest(SelfTestReport(failed: [])))
        if let treatment = run.record.known.treatment { load(treatment) }
        wake()
        return !isOff
    }

    private func open() -> Ledger? {
        do {
            return try Ledger(
                folder: run.machine.disk.folder, storage: SimulatedStorage(disk: run.machine.disk), now: run.clocks())
        } catch {
            look(at: error, "opened")
            return nil
        }
    }

    /// A record that does not open for a disk that fails is tried again at the next start; any other needs a person.
    func look(at error: any Error, _ what: String) {
        if isOff { return }
        let counts = run.machine.disk.counts
        let faults = counts.io_errors + counts.full + counts.read_only + counts.short_writes
        if let error = error as? LedgerError, error.storageFault != nil, error.damage == nil, faults > 0 { return }
        run.violate("the record cannot be \(what): \(error)")
    }

    private func restart(_ ledger: Ledger) -> RecordedPump? {
        do {
            let before = try ledger.state()
            if before.uncertain > .zero { run.settlementInDoubt = before.reserved }
            let restart = try RecordedPump(
                ledger, profile: run.profile, trustWallClock: false, at: run.clocks, log: { _ in },
                prescribed: prescribed)
            if restart.durable.lastEntry > before.lastEntry {
                run.record.acknowledge(.init(entries: [], effects: []))
                run.settlementInDoubt = nil
                run.odometer = restart.durable.account.forwardSteps
            }
            run.tally.uncertainStarts += before.uncertain > .zero ? 1 : 0
            run.tally.mostUncertainPulses = max(run.tally.mostUncertainPulses, before.uncertain.pulses)
            checkBoluses(ledger)
            return restart
        } catch {
            look(at: error, "restarted from")
            return nil
        }
    }

    private func prescribed(_ state: DurableState) -> RecordedPump.Prescribed {
        var prescribed = RecordedPump.Prescribed()
        guard let program = run.record.known.treatment?.program, state.prescription != nil else { return prescribed }
        prescribed.dead = program.dead
        prescribed.demandSpan = program.ceilings.demandSpan
        prescribed.mixture = program.mixture
        return prescribed
    }

    /// Gives the core the prescription on record; it stays stopped.
    func load(_ treatment: Treatment) {
        guard let pump else { return }
        if treatment.program.mode == .flex, pump.snapshot().therapy.background.clockOffset == nil {
            _ = pump.apply(.setClock(run.clocks().wall.nanoseconds))
        }
        if pump.load(treatment.program, treatment.schedule) == .accepted { self.treatment = treatment }
    }

    // MARK: The ledger thread

    /// What it does each time that it wakes.
    func wake() {
        guard let keeper, !isOff else { return }
        do {
            guard let wrote = try books?.record(in: keeper, at: run.clocks) else { return }
            if wrote.wrote { report(stalled: false) }
        } catch {
            report(stalled: true)
        }
    }

    private func report(stalled: Bool) {
        guard isFailing != stalled else { return }
        isFailing = stalled
        _ = pump?.apply(.report(.storageStalled, isPresent: stalled))
    }

    /// The truth about a bolus that has ended.
    private func follow(_ record: EventRecord) {
        guard case .bolusEnded(let number, let delivered, _) = record.event else { return }
        run.doses.end(number, delivered: delivered, at: run.machine.trueTime(at: record.at))
    }

    // MARK: Time

    /// The pump goes on while the disk takes its time, and so does whoever sets the clock.
    private func elapse(_ nanoseconds: Int64) {
        run.machine.pass(nanoseconds)
        if run.random.once(in: 8) { run.stepWall() }
        pump?.advance(to: run.machine.monotonic, stopsForEvents: false)
        noteDelivered()
    }

    /// Lets the pump run for a span; the ledger thread wakes a little after each thing that it tells.
    func pass(_ span: Duration) {
        guard let pump else { return }
        let target = run.machine.monotonic + span
        while run.machine.monotonic < target, !isOff, run.tally.violations.isEmpty {
            pump.advance(to: target, stopsForEvents: true)
            run.machine.reach(pump.now)
            guard pump.hasEvents else { continue }
            let latency = run.random.below(run.random.once(in: 8) ? 200_000_000 : 2_000_000)
            run.machine.pass(latency)
            pump.advance(to: run.machine.monotonic, stopsForEvents: false)
            noteDelivered()
            wake()
        }
    }

    /// The truth about the boluses under way.
    func noteDelivered() {
        guard let snapshot = pump?.snapshot() else { return }
        if let bolus = snapshot.bolus { run.doses.deliver(bolus.identifier, snapshot.bolusDelivered) }
        if let bolus = snapshot.suspended { run.doses.deliver(bolus.identifier, snapshot.suspendedDelivered) }
    }

    // MARK: The end

    private func stopCleanly() -> Bool {
        run.phase = .cleanStop
        pump?.stop(.shutdown)
        wake()
        wake()
        guard !isOff else { return false }
        let isOnRecord = !isFailing
        die()
        do {
            try witness?.ledger.close()
        } catch {
            return !isOff
        }
        if isOnRecord, run.record.known.reserved != run.odometer {
            run.violate(
                "a clean stop at \(run.odometer.pulses) pulses left \(run.record.known.reserved.pulses) reserved")
        }
        return true
    }

    /// Everything in memory is gone.
    private func die() {
        guard let pump, !pump.isDead else { return }
        noteDelivered()
        pump.die()
        if run.record.acknowledgements > acknowledgedBefore {
            run.odometer = pump.made
            run.settlementInDoubt = nil
        }
        run.doses.endAll(at: run.machine.time)
    }

    /// After whatever end.
    func bury() {
        die()
        run.machine.disk.onElapsed { [weak machine = run.machine] in machine?.pass(Int64($0)) }
        books = nil
        keeper = nil
        witness = nil
        pump = nil
    }

    /// The request's outcome goes on record; a disk that does not take it leaves it open.
    func finish(_ id: String, _ outcome: String) {
        try? witness?.commit(LedgerBatch(at: run.clocks(), outcomes: [RequestOutcome(id: id, outcome: outcome)]))
    }
}
