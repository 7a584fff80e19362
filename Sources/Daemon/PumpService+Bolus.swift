// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Quantities
import RealTime
import Therapy
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
        let volume = try bolusVolume(parameters)
        let duration = Duration.second * parameters.durationSeconds
        let snapshot = snapshots.latest()
        guard snapshot.state == .delivering else { throw ControlError.notInState(StateWord(snapshot.state)) }
        if case .some = snapshot.bolus { throw ControlError.bolusActive }
        guard volume >= profile.minimumBolus, let wanted = try? volume.rate(over: duration) else {
            throw ControlError.notDeliverable(minimumNanoliters: (profile.minimumBolus.picoliters + 999) / 1_000)
        }
        let rate = min(wanted, max(.zero, snapshot.maximumRate - snapshot.programRate))
        let at = clock.now()
        let number = try await worker.run { ledger in
            try ledger.beginBolus(volume: volume, duration: duration, requestId: parameters.requestId, at: at)
        }
        let order = BolusOrder(identifier: number, volume: volume, duration: duration)
        let outcome: CommandOutcome
        do {
            outcome = try await worker.reserving(for: snapshot.programRate) {
                try await perform(.bolus(order), stopsSeen: stopsSeen)
            }
        } catch {
            try await refused(number)
            throw error
        }
        if let error = ControlError(outcome) {
            try await refused(number)
            throw error
        }
        let seconds = rate > .zero ? (try? volume.time(at: rate))?.nanoseconds ?? 0 : 0
        return BolusReply(
            bolusId: number, volumeNanoliters: volume.picoliters / 1_000,
            rateNanolitersPerDay: rate.picolitersPerDay / 1_000,
            expectedSeconds: (seconds + 999_999_999) / 1_000_000_000)
    }

    /// A bolus that the core never began is none that was interrupted.
    private func refused(_ number: Int64) async throws {
        let at = clock.now()
        try await worker.run { try $0.commit(LedgerBatch(at: at, refusedBoluses: [number])) }
    }

    /// Exactly one of dose and volume, in picolitres rounded towards less.
    private func bolusVolume(_ parameters: BolusParameters) throws -> Volume {
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
