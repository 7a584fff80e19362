// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Quantities
import Therapy
import Varlink

extension PumpService {
    // MARK: - Changes, one after the other

    /// Changes the trial: as it is on record now, one step, and kept before anybody else sees it. What throws has changed
    /// nothing.
    func changeTrial(
        _ step: String, by operatorName: String, _ change: (inout TrialRecord, RecordTime) throws -> Void
    ) async throws {
        try await inTrialTurn {
            guard let before = trial else { throw ControlError.noTrial }
            var next = before
            try change(&next, trialTime(after: before))
            guard next != before else { return }
            try await keepTrial(next, after: before, step: step, by: operatorName)
        }
    }

    /// Puts a new trial on record, under the next number.
    func beginTrial(
        _ operatorName: String, _ make: (_ number: Int64, RecordTime) throws -> TrialRecord
    ) async throws {
        try await inTrialTurn {
            let next = try make((trial?.number ?? 0) + 1, recordTime())
            trialRates = TrialRates(snapshots.latest())
            try await keepTrial(next, after: nil, step: "start", by: operatorName)
        }
    }

    /// Looks up what became of the injection under way: the record of boluses knows, whatever else was missed.
    ///
    /// - Parameter reason: Why there is no bolus of it where there is none; nil while one may still be ordered.
    func settleDose(because reason: String?) async throws {
        try await inTrialTurn {
            guard let before = trial, before.trial.phase == .doseUnderWay else { return }
            let (number, request) = (before.bolus, before.doseRequest)
            let bolus = try await worker.run { ledger -> StoredBolus? in
                if let number { return try ledger.bolus(number: number) }
                return try request.flatMap { try ledger.bolus(requestId: $0) }
            }
            if bolus == nil, reason == nil { return }
            let prescription = try? Prescription(parsing: before.document, file: "trial")
            var next = before
            let isSettled = try next.settle(
                bolus, because: reason ?? "the pump refused it",
                at: prescription?.admixture.primary.concentration, trialTime(after: before))
            guard isSettled else { return }
            try await keepTrial(next, after: before, step: "dose-ended", by: "pump")
        }
    }

    /// One change of the trial at a time. Nobody who waits here waits for anything but the disk.
    private func inTrialTurn(_ change: () async throws -> Void) async throws {
        while trialTurn.isTaken { await withCheckedContinuation { trialTurn.waiting.append($0) } }
        trialTurn.isTaken = true
        defer {
            trialTurn.isTaken = false
            if !trialTurn.waiting.isEmpty { trialTurn.waiting.removeFirst().resume() }
        }
        try await change()
    }

    private func keepTrial(
        _ next: TrialRecord, after before: TrialRecord?, step: String, by operatorName: String
    ) async throws {
        let value = try kept(TrialRecord.name, next)
        var events = [next.stepEvent(step, by: operatorName, after: before?.trial.entries.count ?? 0)]
        if before?.trial.isOpen ?? true { events += next.endedEvents(value.value ?? "") }
        let (at, all) = (clock.now(), events)
        try await worker.run { try $0.commit(LedgerBatch(at: at, events: all, kept: [value])) }
        trial = next
        changes.tell()
    }

    /// For what has happened already: it is told to nobody, so the log has it.
    func follow(_ step: String, _ change: () async throws -> Void) async {
        do {
            try await change()
        } catch { log("the trial's record lacks “\(step)”: \(error)") }
    }

    // MARK: - What the pump does meanwhile

    /// What the core's events mean to the trial under way.
    func followTrial(_ record: EventRecord) async {
        let rate = trialRates.follow(record)
        guard let trial, trial.trial.isOpen else { return }
        if let rate { return await followRate(rate) }
        switch record.event {
        case .bolusEnded: await follow("dose-ended") { try await settleDose(because: nil) }
        case .stateChanged(_, .stopped, .ended):
            await follow("time-up") {
                try await changeTrial("time-up", by: "pump") { next, now in
                    // A prime ends alike.
                    guard isInForce(next), next.trial.isOpen, let staircase = next.trial.plan.staircase,
                        staircaseDelivered >= staircase.limit
                    else { return }
                    try next.trial.end(.timeUp, at: now)
                }
            }
        default: break
        }
    }

    private func followRate(_ rate: FlowRate) async {
        await follow("rate") {
            try await changeTrial("rate", by: "pump") { next, now in
                guard isInForce(next), next.trial.isOpen, next.trial.plan.staircase != nil, next.trial.lastRate != rate
                else { return }
                try next.trial.reachRate(rate, at: now)
            }
        }
    }

    /// After a start: what the end of the last run left open.
    func restoreTrial() async {
        trialRates = TrialRates(snapshots.latest())
        await follow("dose-ended") { try await settleDose(because: "it was never ordered") }
    }

    // MARK: - Whose prescription it is

    /// A staircase rises under its trial only: nobody else would know of its steps.
    func requireTrial() throws {
        guard loaded?.program.mode == .staircase else { return }
        guard let trial, isInForce(trial) else {
            throw ControlError.outOfOrder(step: "resume", text: "start the trial: cisterna trial start")
        }
        // A rate that was held rises no more: it goes on for as long as somebody wants it.
        let isHeld = snapshots.latest().therapy.background.heldRate != nil
        guard trial.trial.isOpen || isHeld else {
            throw ControlError.outOfOrder(
                step: "resume",
                text: "its trial has ended: commit what is to follow, or this therapy again and start the trial: "
                    + "cisterna trial start")
        }
    }

    /// A staircase is put into force at rest, so that its first step is its trial's.
    func requireRest(for program: DeliveryProgram, _ snapshot: PumpSnapshot) throws {
        guard program.mode != .staircase || snapshot.state != .delivering else {
            throw ControlError.notInState(StateWord(snapshot.state))
        }
    }

    func isInForce(_ record: TrialRecord) -> Bool {
        record.isInForce(prescription?.text, revision: revision)
    }

    /// The plan's masses and rates are those of the trial's own prescription.
    func requireOwnPrescription(_ step: String) throws {
        guard let trial, trial.trial.isOpen, !isInForce(trial) else { return }
        throw ControlError.outOfOrder(
            step: step,
            text: "another prescription is in force than the one of this trial: end the trial (cisterna trial end), "
                + "then start that of the present one")
    }

    /// How long the staircase in force has been delivered.
    var staircaseDelivered: Duration {
        let therapy = snapshots.latest().therapy
        return therapy.background.staircaseElapsed(at: therapy.pumpTime)
    }

    func recordTime() -> RecordTime {
        RecordTime(pumpTime: snapshots.latest().therapy.pumpTime, wallTime: clock.now().wall)
    }

    /// Now, and never before its last entry: after a crash the pump's time may be a little behind what was written last.
    func trialTime(after record: TrialRecord) -> RecordTime {
        let now = recordTime()
        let last = record.trial.entries.last?.time.pumpTime ?? .zero
        return RecordTime(pumpTime: max(now.pumpTime, last), wallTime: now.wallTime)
    }

    // MARK: - What is shown

    func trialMessage(_ snapshot: PumpSnapshot) -> TrialMessage? {
        guard let record = trial else { return nil }
        let trial = record.trial
        let therapy = snapshot.therapy
        let words = TrialWords(
            trial, at: therapy.pumpTime, delivered: therapy.background.staircaseElapsed(at: therapy.pumpTime),
            isInForce: isInForce(record))
        return TrialMessage(
            kind: TrialKindWord(trial.plan), step: words.step, dosesGiven: Int64(trial.given.count),
            dosesPlanned: trial.plan.injections.isEmpty ? nil : Int64(trial.plan.injections.count),
            lastScore: trial.lastScore.map(Int64.init), relief: trial.relief != nil,
            remainingSeconds: words.remaining.map(Self.seconds), next: words.next)
    }

    func trialReport() throws -> TrialReportReply {
        guard let trial, let prescription = try? Prescription(parsing: trial.document, file: "trial") else {
            throw ControlError.noTrial
        }
        let report = TrialReport(of: trial.trial, prescription: prescription)
        return TrialReportReply(
            lines: report.lines, proposedDocument: report.proposal.text, report: try JSONValue(encoding: report))
    }
}

extension TrialKindWord {
    init(_ plan: TrialPlan) {
        switch plan {
        case .singleInjection: self = .singleInjection
        case .multipleInjections: self = .multipleInjections
        case .continuous: self = .continuous
        }
    }
}
