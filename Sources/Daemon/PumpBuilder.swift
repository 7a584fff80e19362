// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities
import RealTime
import RigFile
import RigHardware
import SimulatedRig
import Synchronization

/// Puts a pump together from its files and its record.
struct PumpBuilder {
    let files: DaemonFiles
    let log: @Sendable (String) -> Void

    func build(
        ledger: Ledger, record: RecordedPump, clock: LedgerClock, memoryIsLocked: Bool
    ) throws -> Pump {
        let profile = files.rig.profile()
        let durable = record.durable
        let core = PumpController(
            profile: profile, at: MonotonicClock.now(), restoring: record.restoration, windows: record.windows)
        let prescribed = PrescribedIntegral(at: core.now)
        let (threads, enableAtRest) = try threads(core: core, durable: durable)
        let snapshots = SnapshotReader(shared: threads.shared)
        let outcomes = OutcomeBoard(after: durable.lastCommand)
        let changes = ChangeHub()
        let lastDurable = DurableMark()
        let follower = Follower()
        let worker = try LedgerWorker(
            ledger: ledger, threads: threads, snapshots: snapshots, budget: ReservationBudget(profile: profile),
            clock: clock, log: log
        ) { records in
            prescribed.follow(records)
            if let last = records.last { lastDurable.reach(last.sequence) }
            outcomes.settle(records)
            follower.follow(records)
            changes.tell()
        }
        let latencies = LatencyRecord(shared: threads.shared)
        let service = PumpService(
            parts: PumpParts(
                configuration: files.configuration, rig: files.rig, profile: profile, threads: threads, worker: worker,
                snapshots: snapshots, outcomes: outcomes, changes: changes, latencies: latencies,
                prescribed: prescribed,
                lastDurable: lastDurable, clock: clock, memoryIsLocked: memoryIsLocked,
                armingProblem: armingProblem(enableAtRest), enableAtRest: enableAtRest, library: files.library,
                mirror: WindowsMirror(
                    record.windows, path: record.therapy.path, countedTo: durable.account.forwardVolume),
                log: log),
            committed: durable.prescription, kept: durable.kept, recordHold: record.hold)
        follower.follow(with: service)
        return Pump(
            threads: threads, worker: worker, service: service, changes: changes, latencies: latencies,
            requests: RequestLog(worker: worker, clock: clock), history: HistoryReader(folder: ledger.folder))
    }

    /// Why the rig may not be armed as it is wired; nil where it may.
    private func armingProblem(_ enableAtRest: EnableAtRest?) -> String? {
        guard let enableAtRest,
            !enableAtRest.allowsArming(hasExternalGate: files.rig.limits.externalGate)
        else { return nil }
        return "the driver is on while ENABLE is released: wire a pull to its off level, or an external gate "
            + "(limits.external-gate)"
    }

    /// The threads on the rig that the file describes, and what ENABLE said before them.
    private func threads(
        core: consuming PumpController, durable: DurableState
    ) throws -> (PumpThreads, EnableAtRest?) {
        let assembly = RigAssembly(description: files.rig, speedUp: files.configuration.speedUp)
        switch files.rig.hardware {
        case .simulated(let physics):
            if let path = files.configuration.rigLines {
                return (try linkedThreads(core: core, assembly.settings, path: path, physics), nil)
            }
            var parameters = SimulatedRigParameters(files.rig, physics)
            // The simulated liquid outlives the daemon as real liquid would: it is what the account says is left.
            if durable.account.fillNumber > 0 {
                parameters.reservoirPicoliters = Double(max(0, durable.account.remaining.picoliters))
            }
            let fullStep = durable.cleanFullStep ?? physics.seed % Int64(parameters.fullStepsPerRevolution)
            let threads = try PumpThreads.simulated(
                core: core, settings: assembly.settings, parameters: parameters, truth: SimulatedTruth(),
                place: Int(fullStep) * parameters.pulsesPerFullStep)
            return (threads, nil)
        case .gpio(let wiring):
            let configuration = GPIOConfiguration(wiring, of: files.rig)
            // Before the rig: ENABLE is read as an input before anything is requested.
            let lines = try GPIOSafetyLines.open(configuration)
            let rig = try GPIORig.open(configuration)
            let threads = try PumpThreads.gpio(
                core: core, settings: assembly.settings, rig: rig, lines: lines,
                alarms: try GPIOAlarmLines.open(configuration))
            return (threads, lines.enableAtRest)
        }
    }
}

extension PumpBuilder {
    /// The threads on a simulated rig that stands in a process of its own.
    private func linkedThreads(
        core: consuming PumpController, _ settings: RealTimeSettings, path: String, _ physics: SimulatedPhysics
    ) throws -> PumpThreads {
        let lines = try RigLines.drive(
            path, rigFile: files.rig.digest, speed: settings.speed, now: MonotonicClock.now())
        return try PumpThreads.linked(
            core: core, settings: settings, lines: lines, sampleInterval: physics.pressureSampleInterval)
    }
}

/// Passes events on to the service in their order; it is made after the ledger thread that tells of them.
private final class Follower: Sendable {
    private let batches: AsyncStream<[EventRecord]>
    private let continuation: AsyncStream<[EventRecord]>.Continuation

    init() { (batches, continuation) = AsyncStream.makeStream(of: [EventRecord].self) }

    func follow(_ records: [EventRecord]) { continuation.yield(records) }

    func follow(with service: PumpService) {
        let batches = batches
        Task { for await records in batches { await service.follow(records) } }
    }
}
