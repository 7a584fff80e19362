// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import Proposals
import PumpCore
import Quantities
import RealTime
import RigFile
import RigHardware
import Synchronization
import Therapy
import Varlink

/// What the pump does for those who call it: everything between the socket and the two threads.
actor PumpService {
    let configuration: DaemonConfiguration
    let rig: RigDescription
    let profile: RigProfile
    let threads: PumpThreads
    let worker: LedgerWorker
    let snapshots: SnapshotReader
    let outcomes: OutcomeBoard
    let changes: ChangeHub
    let latencies: LatencyRecord
    let prescribed: PrescribedIntegral
    let clock: LedgerClock
    let startedAt: Instant
    let memoryIsLocked: Bool
    let log: @Sendable (String) -> Void
    /// The core's events up to this one are on disk.
    let lastDurable: DurableMark
    let armingProblem: String?
    let enableAtRest: EnableAtRest?
    /// The upper and lower bounds of what was delivered before this start.
    let deliveredBefore: (lower: Volume, nominal: Volume, upper: Volume)
    /// The drug library as it was read at the start; nil where the configuration names none.
    let library: DrugLibrary?
    let mirror: WindowsMirror
    var wallClock: WallClockWatch
    /// The fixed offset of the pump clock from UTC.
    var clockOffsetSeconds: Int64
    /// What the core was given last.
    var loaded: LoadedProgram?
    /// Which slot of the core is whose.
    var slots: DrugSlots
    /// Why the core does not have the prescription that is on record.
    var notLoaded: String?
    /// Commands on their way that may make the pump move.
    var movesPending = 0
    /// The fill that the reservoir of a simulated rig was last given.
    private var filledNumber: Int64
    /// The number of the last event with which the pump came to rest.
    var lastRest: Int64 = 0
    /// What the record keeps of the program in force.
    var programRecord: ProgramRecord?
    var service: ServiceRecord
    var standstill: Standstill?
    var refill: RefillRecord?
    /// The review of the new fill.
    var refillProposal: String?
    var trial: TrialRecord?
    var trialTurn = TrialTurn()
    var trialRates = TrialRates()
    var committed: StoredPrescription?
    var prescription: Prescription?
    var proposals: [String: Proposal] = [:]
    var alarmManager = AlarmManager()
    var spareSlot: UInt8 = 0
    var lateEdges: Int64 = 0
    var latencyIsHeld = false
    /// The last starts of the daemon.
    var restarts: RestartLog
    let stopMark: StopMark
    var snapshotMark: SnapshotMark?
    private var hold: LatencyHold?
    private var isChanging = false
    private var waitingChanges: [CheckedContinuation<Void, Never>] = []

    /// Why the record does not know all that was delivered; nil where it does.
    let recordHold: RecordHold?
    /// What the latest check of the record that found something found.
    var recordDamage: RecordDamage?

    init(
        parts: PumpParts, committed: StoredPrescription?, kept: [String: String], recordHold: RecordHold?
    ) {
        self.recordHold = recordHold
        stopMark = StopMark(besides: parts.configuration.socket)
        restarts = Self.read(RestartLog.name, as: RestartLog.self, from: kept, log: parts.log) ?? RestartLog()
        snapshotMark = Self.read(SnapshotMark.name, as: SnapshotMark.self, from: kept, log: parts.log)
        configuration = parts.configuration
        rig = parts.rig
        profile = parts.profile
        threads = parts.threads
        worker = parts.worker
        snapshots = parts.snapshots
        outcomes = parts.outcomes
        changes = parts.changes
        latencies = parts.latencies
        prescribed = parts.prescribed
        clock = parts.clock
        lastDurable = parts.lastDurable
        armingProblem = parts.armingProblem
        enableAtRest = parts.enableAtRest
        memoryIsLocked = parts.memoryIsLocked
        log = parts.log
        startedAt = MonotonicClock.now()
        let snapshot = parts.snapshots.latest()
        filledNumber = snapshot.account.fillNumber
        deliveredBefore = (snapshot.deliveredLower, snapshot.account.forwardVolume, snapshot.deliveredUpper)
        library = parts.library
        mirror = parts.mirror
        let time = parts.clock.now()
        wallClock = WallClockWatch(time)
        func read<Value: Decodable>(_ name: String, _ type: Value.Type) -> Value? {
            Self.read(name, as: type, from: kept, log: parts.log)
        }
        clockOffsetSeconds = read(ClockRecord.name, ClockRecord.self)?.offsetSeconds ?? 0
        programRecord = read(ProgramRecord.name, ProgramRecord.self)
        slots = programRecord.flatMap { DrugSlots($0.slots) } ?? DrugSlots()
        service =
            read(ServiceRecord.name, ServiceRecord.self)
            ?? ServiceRecord(batteryWallNanoseconds: time.wall.nanoseconds)
        standstill = read(Standstill.name, Standstill.self) ?? Standstill(at: snapshot.therapy.pumpTime, time)
        refill = read(RefillRecord.name, RefillRecord.self)
        trial = read(TrialRecord.name, TrialRecord.self)
        self.committed = committed
        prescription = committed.flatMap { try? Prescription(parsing: $0.text, file: "revision \($0.revision)") }
    }

    /// Answers while the service makes progress.
    func ping() {}

    /// What the record and the core say now.
    var revision: Int64 { committed?.revision ?? 0 }

    var rigFacts: RigFacts { RigFacts(rig) }

    /// One change at a time: what one has checked holds until it is done, also across its waiting for the disk. A stop
    /// is no change in this sense and waits for nobody.
    func exclusively<Value: Sendable>(_ change: () async throws -> Value) async rethrows -> Value {
        while isChanging { await withCheckedContinuation { waitingChanges.append($0) } }
        isChanging = true
        defer {
            isChanging = false
            if !waitingChanges.isEmpty { waitingChanges.removeFirst().resume() }
        }
        return try await change()
    }

    /// Sends a command and gives its outcome, once it is on disk. Of those that move the pump, one asked for before a stop
    /// (`stopsSeen`) is refused after it.
    func perform(_ command: Command, stopsSeen: Int64? = nil) async throws -> CommandOutcome {
        guard
            let outcome = await outcomes.outcome(send: { [threads] in
                threads.send(command, number: $0, stopsSeen: stopsSeen)
            })
        else {
            log("64 commands wait for the core already")
            throw ControlError.internalError
        }
        return outcome
    }

    /// Follows events that are on disk now.
    func follow(_ records: [EventRecord]) async {
        // Each path is counted by what it held: seen once a second only, one that was declared free counts as before.
        let latest = snapshots.latest()
        followWindows(latest)
        // Somebody said that they filled the reservoir: on a simulated rig that makes it so.
        if latest.account.fillNumber != filledNumber {
            filledNumber = latest.account.fillNumber
            threads.fill?(latest.account.fill)
        }
        for record in records {
            await followTrial(record)
            switch record.event {
            case .stateChanged(_, let state, _):
                followStandstill(state)
                if !state.mayMove { lastRest = record.sequence }
                followMovement(state)
            // A silence is for what was heard, not for what comes (BR-A03).
            case .conditionRaised: followAlarms()
            case .buttonPressed: Task { await buttonPressed(record) }
            case .strokeEnded(let account) where account.end == .lateEdge || account.end == .refused: lateEdges += 1
            default: break
            }
        }
    }

    /// The pinch valve is open only while the pump may move. Events come late, so it is the present that says whether it
    /// still holds: a valve is not closed on a pump that moves again.
    private func followMovement(_ state: PumpState) {
        let mayMove = snapshots.latest().state.mayMove
        guard state.mayMove || (!mayMove && movesPending == 0) else { return }
        holdLatency(mayMove)
        if !threads.setPinchValve(mayMove) { log("the pinch valve's line cannot be set") }
    }

    /// Holds the processors awake while the pump moves; where that is not permitted it is not, and status says so.
    func holdLatency(_ isWanted: Bool) {
        guard isWanted != latencyIsHeld else { return }
        if isWanted {
            hold = try? LatencyHold()
            latencyIsHeld = hold != nil
        } else {
            hold = nil
            latencyIsHeld = false
        }
    }
}
