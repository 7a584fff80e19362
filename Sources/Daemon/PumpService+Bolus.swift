// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import Proposals
import PumpCore
import Quantities
import RealTime
import Therapy
import Transcript
import Varlink

extension PumpService {
    /// Starts a single bolus: its intent on disk and its movement reserved before the core hears of it.
    func bolus(_ parameters: BolusParameters) async throws -> BolusReply {
        let stopsSeen = threads.stops
        return try await exclusively { try await bolus(parameters, stopsSeen: stopsSeen) }
    }

    private func bolus(_ parameters: BolusParameters, stopsSeen: Int64) async throws -> BolusReply {
        try require(revision: parameters.revision)
        guard (1...86_400).contains(parameters.durationSeconds) else {
            throw CallError.invalidParameter("durationSeconds")
        }
        let attempt = BolusAttempt(
            kind: .single, volume: try bolusVolume(parameters), duration: .second * parameters.durationSeconds,
            requestId: parameters.requestId, rate: snapshots.latest().programRate, stopsSeen: stopsSeen)
        try await hold(attempt, within: library ?? .none, parameters)
        return try await single(attempt)
    }

    /// Held against the drug library: beyond a soft limit it takes a name and a reason, beyond a hard one nothing helps;
    /// both are on record (BR-S05).
    private func hold(_ attempt: BolusAttempt, within library: DrugLibrary, _ parameters: BolusParameters) async throws
    {
        guard let prescription,
            let findings = try? library.findings(ofBolus: attempt.volume, of: prescription.admixture)
        else { throw ControlError.noProgram }
        if let hard = findings.first(where: \.isHard) {
            try await keep([], Self.limitEvent("hard-limit-refused", hard, parameters))
            throw ControlError.limitExceeded(
                limit: "singleBolusNanograms", allowed: Self.nanograms(hard.limit), asked: Self.nanograms(hard.asked),
                origin: LimitOrigin(whose: "the drug library for \(hard.drug) (\(hard.source))"))
        }
        guard !findings.isEmpty else { return }
        guard NamedOverride(name: parameters.overrideName ?? "", reason: parameters.overrideReason ?? "") != nil else {
            throw ControlError.softLimits(findings.map(SoftLimitMessage.init))
        }
        for finding in findings { try await keep([], Self.limitEvent("soft-limit-overridden", finding, parameters)) }
    }

    private static func limitEvent(
        _ kind: String, _ finding: LimitFinding, _ parameters: BolusParameters
    ) -> LedgerEvent {
        var payload: Payload = [
            "field": .string(finding.field), "asked": .string(finding.asked), "limit": .string(finding.limit),
            "source": .string(finding.source), "requestId": .string(parameters.requestId),
        ]
        payload["name"] = parameters.overrideName.map { .string($0) }
        payload["reason"] = parameters.overrideReason.map { .string($0) }
        return LedgerEvent(kind: kind, severity: .medium, payload: payload, requirements: ["BR-S05"])
    }

    /// A finding's figure, a mass with its unit, in whole nanograms.
    private static func nanograms(_ text: String) -> Int64 { ((try? Mass(parsing: text))?.picograms ?? 0) / 1_000 }

    /// A single bolus of whoever asked for it: an operator, or a trial.
    func single(_ attempt: BolusAttempt) async throws -> BolusReply {
        try requireReady(for: "bolus")
        let snapshot = snapshots.latest()
        guard snapshot.state == .delivering else { throw ControlError.notInState(StateWord(snapshot.state)) }
        if snapshot.bolus != nil || snapshot.suspended != nil { throw ControlError.bolusActive }
        guard attempt.volume >= profile.minimumBolus, let wanted = try? attempt.volume.rate(over: attempt.duration)
        else {
            throw ControlError.notDeliverable(minimumNanoliters: (profile.minimumBolus.picoliters + 999) / 1_000)
        }
        let rate = min(wanted, max(.zero, snapshot.maximumRate - snapshot.programRate))
        let (number, outcome) = try await order(attempt)
        if let error = refusal(outcome, of: attempt) { throw error }
        return BolusReply(
            bolusId: number, volumeNanoliters: attempt.volume.picoliters / 1_000,
            rateNanolitersPerDay: rate.picolitersPerDay / 1_000, expectedSeconds: expectedSeconds(of: attempt, snapshot)
        )
    }

    /// How long it takes at the present background: the clamp at the maximum rate lengthens it.
    func expectedSeconds(of attempt: BolusAttempt, _ snapshot: PumpSnapshot) -> Int64 {
        let headroom = max(.zero, snapshot.maximumRate - snapshot.programRate)
        guard let wanted = try? attempt.volume.rate(over: attempt.duration), headroom > .zero,
            let time = try? attempt.volume.time(at: min(wanted, headroom))
        else { return 0 }
        return Self.seconds(time)
    }

    /// On disk first, then reserved for, then asked of the core. One that the core refuses is none that was interrupted.
    func order(_ attempt: BolusAttempt) async throws -> (number: Int64, outcome: CommandOutcome) {
        let at = clock.now()
        let number = try await worker.run { ledger in
            try ledger.beginBolus(
                volume: attempt.volume, duration: attempt.duration, kind: attempt.kind, requestId: attempt.requestId,
                at: at)
        }
        let order = BolusOrder(
            identifier: number, volume: attempt.volume, duration: attempt.duration, kind: attempt.kind)
        let outcome: CommandOutcome
        do {
            outcome = try await moving(for: attempt.rate) {
                try await perform(.bolus(order), stopsSeen: attempt.stopsSeen)
            }
        } catch {
            try await refused(number)
            throw error
        }
        if outcome != .accepted { try await refused(number) }
        return (number, outcome)
    }

    private func refused(_ number: Int64) async throws {
        let at = clock.now()
        try await worker.run { try $0.commit(LedgerBatch(at: at, refusedBoluses: [number])) }
    }

    /// The refusal in the interface's words, with the times and names that the core does not know; nil for none.
    func refusal(_ outcome: CommandOutcome, of attempt: BolusAttempt) -> ControlError? {
        let snapshot = snapshots.latest()
        switch outcome {
        case .lockedOut(let until):
            return .lockedOut(
                because: .lockout, remainingSeconds: Self.seconds(until - snapshot.at),
                text: "the lockout of the last dose holds")
        case .countReached(let until):
            return .lockedOut(
                because: .count, remainingSeconds: Self.seconds(until - snapshot.at),
                text: "as many doses as 24 hours allow have begun")
        case .windowExceeded(let window, let slot):
            return windowRefusal(window, Int(slot), of: attempt, snapshot)
        default: return ControlError(outcome)
        }
    }

    private func windowRefusal(
        _ window: DoseWindow, _ slot: Int, of attempt: BolusAttempt, _ snapshot: PumpSnapshot
    ) -> ControlError {
        let wait = timeUntilWindowsAllow(attempt.volume, over: attempt.duration, snapshot)
        let ceiling = (loaded?.program.ceilings[window, slot].picograms ?? 0) / 1_000
        let drug = drugName(ofSlot: slot)
        // What was refused is not to be had at once: a bucket at least must go.
        let seconds = wait.map { max(1, Self.seconds($0)) }
        guard attempt.kind == .demand, let seconds else {
            return .doseLimit(
                window: WindowWord(window), drug: drug, ceilingNanograms: ceiling, remainingSeconds: seconds)
        }
        return .lockedOut(
            because: .window, remainingSeconds: seconds,
            text: "with this dose the \(window.name) window of \(drug) would exceed its ceiling")
    }

    /// How long until every window that overlaps such a bolus would allow it, the background going on; zero for now, nil
    /// where it does not within a day.
    func timeUntilWindowsAllow(_ volume: Volume, over duration: Duration, _ snapshot: PumpSnapshot) -> Duration? {
        guard let loaded, let rate = try? volume.rate(over: duration) else { return nil }
        followWindows(snapshot)
        var windows = mirror.windows
        let path = snapshot.therapy.path
        var forecast = DoseForecast(
            program: loaded.program, state: snapshot.therapy, forwardVolume: snapshot.account.forwardVolume,
            maximumRate: snapshot.maximumRate, strokeVolume: profile.strokeVolume)
        let start = snapshot.therapy.pumpTime
        // Windows let go of buckets of five minutes, and a day of them at most.
        for number in 0...(Int64(1_445) / 5) {
            let time = start + .minute * (5 * number)
            forecast.advance(to: time, windows: &windows, path: path, schedule: loaded.schedule)
            var asked = forecast
            asked.add(DoseForecast.Bolus(left: volume, rate: rate))
            if asked.firstExceeded(windows: windows, path: path, schedule: loaded.schedule) == nil {
                return time - start
            }
        }
        return nil
    }

    /// The order's volume; a mass of the primary drug at its concentration, in whole picolitres rounded towards less.
    func bolusVolume(_ parameters: BolusParameters) throws -> Volume {
        switch (parameters.doseNanograms, parameters.volumeNanoliters) {
        case (let dose?, nil):
            guard let prescription else { throw ControlError.noProgram }
            guard dose > 0, dose <= Int64.max / 1_000,
                let volume = try? Mass(picograms: dose * 1_000).volume(at: prescription.admixture.primary.concentration)
            else { throw CallError.invalidParameter("doseNanograms") }
            return volume
        case (nil, let volume?):
            guard volume > 0, volume <= Int64.max / 1_000 else { throw CallError.invalidParameter("volumeNanoliters") }
            return Volume(picoliters: volume * 1_000)
        default: throw CallError.invalidParameter("doseNanograms")
        }
    }

    func cancelBolus(_ parameters: CancelBolusParameters) async throws {
        if let error = ControlError(try await perform(.cancelBolus(identifier: parameters.bolusId))) { throw error }
    }
}
