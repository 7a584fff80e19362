// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
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
    var committed: StoredPrescription?
    var prescription: Prescription?
    var proposals: [String: Proposal] = [:]
    var silencedUntil: Instant = .zero
    var spareSlot: UInt8 = 0
    var lateEdges: Int64 = 0
    var latencyIsHeld = false
    private var hold: LatencyHold?
    private var isChanging = false
    private var waitingChanges: [CheckedContinuation<Void, Never>] = []

    init(parts: PumpParts, committed: StoredPrescription?) {
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
        deliveredBefore = (snapshot.deliveredLower, snapshot.account.forwardVolume, snapshot.deliveredUpper)
        self.committed = committed
        prescription = committed.flatMap { try? Prescription(parsing: $0.text, file: "revision \($0.revision)") }
    }

    /// Answers while the service makes progress.
    func ping() {}

    /// What the record and the core say now.
    var revision: Int64 { committed?.revision ?? 0 }

    var rigFacts: RigFacts {
        RigFacts(
            maximumRate: rig.limits.maximumRate, minimumRate: rig.limits.minimumRate,
            minimumBolus: profile.minimumBolus,
            strokeVolume: profile.strokeVolume, calibrationUncertainty: rig.calibration.uncertainty)
    }

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
    func follow(_ records: [EventRecord]) {
        for record in records {
            switch record.event {
            case .stateChanged(_, let state, _):
                holdLatency(state.mayMove)
                if !state.mayMove { closeValve() }
            // A silence is for what was heard, not for what comes (BR-A03).
            case .conditionRaised: silencedUntil = .zero
            case .strokeEnded(let account) where account.end == .lateEdge || account.end == .refused: lateEdges += 1
            default: break
            }
        }
    }

    /// The pinch valve is open only while the pump may move.
    private func closeValve() {
        if !threads.setPinchValve(false) { log("the pinch valve's line cannot be set") }
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
