// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Quantities
import Therapy
import Varlink

extension PumpService {
    /// A step of a trial: what it does to the pump, then what it is on record.
    func trialStep(_ parameters: TrialStepParameters) async throws -> TrialStepReply {
        let stopsSeen = threads.stops
        return try await exclusively {
            try require(revision: parameters.revision)
            do {
                try await take(parameters, stopsSeen: stopsSeen)
            } catch let error as TrialError {
                throw ControlError.outOfOrder(step: parameters.step.rawValue, text: error.description)
            }
            changes.tell()
            guard let message = trialMessage(snapshots.latest()) else { throw ControlError.noTrial }
            return TrialStepReply(trial: message)
        }
    }

    private func take(_ parameters: TrialStepParameters, stopsSeen: Int64) async throws {
        if parameters.step == .start { return try await startTrial(parameters, stopsSeen: stopsSeen) }
        // Nobody is ordering an injection now: one without a bolus never had one.
        try await settleDose(because: "it was never ordered")
        switch parameters.step {
        case .start: break
        case .dose: try await giveDose(parameters, stopsSeen: stopsSeen)
        case .relief: try await markRelief(parameters)
        case .end: try await endTrial(parameters)
        case .score, .sideEffect, .note: try await takeDown(parameters)
        }
    }

    /// What moves nothing.
    private func takeDown(_ parameters: TrialStepParameters) async throws {
        let text = parameters.text
        try await changeTrial(parameters.step.rawValue, by: parameters.operator) { next, now in
            switch parameters.step {
            case .score:
                guard let score = parameters.score else { throw CallError.invalidParameter("score") }
                try next.trial.score(Int(clamping: score), at: now)
                try next.trial.remark(text, at: now)
            case .sideEffect: try next.trial.sideEffect(text ?? "", at: now)
            default: try next.trial.note(text ?? "", at: now)
            }
        }
    }

    // MARK: - Start

    /// On record first; then the pump delivers, if it did not before. One that the pump does not begin is given up on record.
    private func startTrial(_ parameters: TrialStepParameters, stopsSeen: Int64) async throws {
        guard let prescription, let plan = TrialPlan(of: prescription) else { throw ControlError.noTrial }
        try requireNew(plan)
        let trial = try Trial(
            name: prescription.name, drug: prescription.admixture.primary.name, tip: prescription.catheter?.tip,
            plan: plan)
        try await beginTrial(parameters.operator) { number, now in
            var next = TrialRecord(number: number, revision: revision, trial: trial, document: prescription.text)
            try next.trial.start(at: now)
            try next.trial.remark(parameters.text, at: now)
            return next
        }
        guard snapshots.latest().state != .delivering else { return }
        do {
            try await resume(stopsSeen: stopsSeen)
        } catch {
            let reason = (error as? ControlError)?.name ?? "\(error)"
            do {
                try await changeTrial("start-refused", by: parameters.operator) { next, now in
                    try next.trial.note("the pump did not begin: \(reason)", at: now)
                    try next.trial.end(.abandoned, at: now)
                }
            } catch { log("the trial that the pump did not begin is not closed on record: \(error)") }
            throw error
        }
    }

    /// A trial begins with a therapy of which none of its kind is left over.
    private func requireNew(_ plan: TrialPlan) throws {
        if let trial, trial.trial.isOpen {
            throw ControlError.outOfOrder(step: "start", text: "a trial is under way already; end that one first")
        }
        let snapshot = snapshots.latest()
        let background = snapshot.therapy.background
        let isRelieved = trial.map { $0.revision == revision && $0.trial.relief != nil } ?? false
        let hasRisen =
            plan.staircase != nil && snapshot.therapy.revision == revision
            && (background.heldRate != nil || background.staircaseElapsed(at: snapshot.therapy.pumpTime) > .zero)
        guard !isRelieved, !hasRisen else {
            throw ControlError.outOfOrder(
                step: "start",
                text: "a trial of revision \(revision) has been made: commit the therapy again, then start")
        }
        guard plan.staircase == nil || snapshot.state != .delivering else {
            throw ControlError.notInState(StateWord(snapshot.state))
        }
    }

    // MARK: - Injections

    /// The next injection of the plan, as a single bolus: which request asks for it is on record before it is ordered.
    private func giveDose(_ parameters: TrialStepParameters, stopsSeen: Int64) async throws {
        guard let prescription, trial != nil else { throw ControlError.noTrial }
        try requireOwnPrescription("dose")
        var order: (volume: Volume, duration: Duration)?
        try await changeTrial("dose", by: parameters.operator) { next, now in
            let dose = try next.trial.requestDose(at: now)
            guard let duration = next.trial.plan.injectionDuration,
                let volume = try? dose.volume(at: prescription.admixture.primary.concentration)
            else { throw ControlError.noTrial }
            order = (volume, duration)
            try next.trial.remark(parameters.text, at: now)
            next.doseRequest = parameters.requestId
        }
        guard let order else { return }
        let attempt = BolusAttempt(
            kind: .single, volume: order.volume, duration: order.duration, requestId: parameters.requestId,
            rate: snapshots.latest().programRate, stopsSeen: stopsSeen)
        do {
            let number = try await single(attempt).bolusId
            // It has begun: a disk that does not take this has its own alarm, and the request is on record.
            await follow("dose-begun") {
                try await changeTrial("dose-begun", by: parameters.operator) { next, _ in
                    if next.doseRequest == parameters.requestId { next.bolus = number }
                }
            }
        } catch {
            let reason = (error as? ControlError)?.name ?? "\(error)"
            await follow("dose-refused") { try await settleDose(because: reason) }
            throw error
        }
    }

    // MARK: - Relief and end

    private func markRelief(_ parameters: TrialStepParameters) async throws {
        guard let trial else { throw ControlError.noTrial }
        let isContinuous = trial.trial.plan.staircase != nil
        if isContinuous {
            // Refused before anything is held.
            try requireOwnRate()
            var rehearsal = trial.trial
            try rehearsal.markRelief(heldRate: snapshots.latest().programRate, at: trialTime(after: trial))
            try rehearsal.remark(parameters.text, at: trialTime(after: trial))
            if let error = ControlError(try await perform(.holdStaircase)) { throw error }
        }
        try await changeTrial("relief", by: parameters.operator) { next, now in
            let snapshot = snapshots.latest()
            let held = snapshot.therapy.background.heldRate ?? snapshot.programRate
            try next.trial.markRelief(heldRate: isContinuous ? held : nil, at: now)
            try next.trial.remark(parameters.text, at: now)
        }
    }

    /// The rate that would be held is the trial's own.
    private func requireOwnRate() throws {
        try requireOwnPrescription("relief")
        let snapshot = snapshots.latest()
        if snapshot.isAtSafeRate {
            throw ControlError.outOfOrder(
                step: "relief", text: "a dose window is full and the pump is at its safe rate: look, and resume first")
        }
        if snapshot.bridgeLeft != nil {
            throw ControlError.outOfOrder(
                step: "relief", text: "a bridge bolus runs: the rates of the trial begin when it is through")
        }
    }

    /// Without relief the rate must not rise on: the pump stops first.
    private func endTrial(_ parameters: TrialStepParameters) async throws {
        guard let trial else { throw ControlError.noTrial }
        var rehearsal = trial
        try rehearsal.end(delivered: staircaseDelivered, parameters.text, at: trialTime(after: trial))
        let isContinuous = trial.trial.plan.staircase != nil
        if isContinuous, rehearsal.trial.phase != .ended(.relief), isInForce(trial) {
            let state = snapshots.latest().state
            if state == .delivering || state == .paused, await !stop().confirmed {
                log("the end of the trial could not stop the pump")
                throw ControlError.internalError
            }
        }
        try await changeTrial("end", by: parameters.operator) { next, now in
            // The staircase may have come to its own end meanwhile.
            guard next.trial.isOpen else { return }
            try next.end(delivered: staircaseDelivered, parameters.text, at: now)
        }
    }
}
