// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Quantities
import RealTime
import Varlink

extension PumpService {
    /// Somebody says what the path holds: on record by name and reason, since the windows go by it.
    func declarePath(_ parameters: DeclarePathParameters) async throws {
        try await exclusively {
            let isFree = parameters.contents == .free
            guard !parameters.reason.isEmpty else { throw CallError.invalidParameter("reason") }
            let state = snapshots.latest().state
            guard state == .stopped || state == .refilling else { throw ControlError.notInState(StateWord(state)) }
            // What the bridge is for may still be there.
            guard isFree || snapshots.latest().bridgeLeft == nil else { throw ControlError.bridgeActive }
            worker.note(
                LedgerEvent(
                    kind: "path-declaration",
                    payload: [
                        "contents": .string(parameters.contents.rawValue), "operator": .string(parameters.operator),
                        "reason": .string(parameters.reason),
                    ], requirements: ["BR-D08"]))
            try await forgetBridge()
            let outcome = try await perform(.declarePath(isFree: isFree))
            if let error = ControlError(outcome) { throw error }
            changes.tell()
        }
    }

    /// Fills pump path and catheter (BR-S03, BR-D08).
    func prime(_ parameters: PrimeParameters) async throws -> PrimeReply {
        let stopsSeen = threads.stops
        return try await exclusively { try await prime(parameters, stopsSeen: stopsSeen) }
    }

    private func prime(_ parameters: PrimeParameters, stopsSeen: Int64) async throws -> PrimeReply {
        try require(revision: parameters.revision)
        try requireReady(for: "prime")
        if isDegraded, !rig.limits.allowDegradedRealTime { throw ControlError.realTimeDegraded }
        let snapshot = snapshots.latest()
        guard snapshot.state == .stopped else { throw ControlError.notInState(StateWord(snapshot.state)) }
        guard let program = loaded?.program else { throw ControlError.noProgram }
        guard let rate = profile.primeRate else { throw ControlError.noPrimeRate }
        guard let freeSince = snapshot.therapy.freeSince, program.dead.isKnown else { throw ControlError.pathNotFree }
        var volume = freeSince + program.dead.volume - snapshot.account.forwardVolume
        if let asked = parameters.volumeNanoliters {
            guard asked > 0, asked <= Int64.max / 1_000 else { throw CallError.invalidParameter("volumeNanoliters") }
            volume = Volume(picoliters: asked * 1_000)
        } else if volume < profile.minimumBolus {
            // Full, but for what no prime can deliver.
            volume = .zero
        }
        guard volume > .zero, let time = try? volume.time(at: rate) else {
            let left = max(.zero, freeSince + program.dead.most - snapshot.account.forwardVolume)
            throw ControlError.beyondPath(leftNanoliters: left.picoliters / 1_000)
        }
        let attempt = BolusAttempt(
            kind: .prime, volume: volume, duration: time, requestId: parameters.requestId, rate: rate,
            stopsSeen: stopsSeen)
        let (number, outcome) = try await order(attempt)
        if let error = refusal(outcome, of: attempt) { throw error }
        return PrimeReply(
            bolusId: number, volumeNanoliters: volume.picoliters / 1_000,
            rateNanolitersPerDay: rate.picolitersPerDay / 1_000, expectedSeconds: Self.seconds(time),
            warning:
                "the dead volume is known to \(program.dead.uncertainty.formatted(in: "mL", decimals: 3)) only, and "
                + "the front mixes on its way: drug may leave the tip before the prime has ended")
    }
}
