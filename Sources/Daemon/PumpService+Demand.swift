// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Quantities
import RigFile
import Therapy
import Transcript
import Varlink

extension PumpService {
    /// The patient's request, over the socket.
    func requestBolus(_ requestId: String) async throws -> RequestBolusReply {
        let stopsSeen = threads.stops
        return try await exclusively { try await demand(requestId, stopsSeen: stopsSeen) }
    }

    /// For how long a press is a request (real time).
    private static let pressHolds: Duration = .second * 5

    /// The patient's request, by the button: the same way, under an id of its own.
    func buttonPressed(_ record: EventRecord) async {
        let requestId = "button-\(clock.bootID.prefix(8))-\(record.sequence)"
        let stopsSeen = threads.stops
        let at = clock.now()
        do {
            let status = try await worker.run { ledger in
                try ledger.begin(
                    request: requestId, method: ControlMethod.requestBolus.qualifiedName,
                    parametersDigest: TextDigest.hexadecimal(of: requestId), at: at)
            }
            guard case .new = status else { return }
            // A press says what is wanted now: not after a rest, and not after a disk that took its time.
            let age = snapshots.latest().at - record.at
            guard lastRest < record.sequence, age <= Self.pressHolds * configuration.speedUp else {
                throw ControlError.notInState(StateWord(snapshots.latest().state))
            }
            let reply = try await exclusively { try await demand(requestId, stopsSeen: stopsSeen) }
            try await finishButton(requestId, ["reply": JSONValue(encoding: reply)])
        } catch {
            let named = ControlHandler.callError(error, in: PatientInterface.name)
            try? await finishButton(
                requestId, ["error": .string(named.name), "parameters": named.parameters])
        }
        changes.tell()
    }

    private func finishButton(_ requestId: String, _ outcome: JSONValue) async throws {
        let text = String(decoding: outcome.encodedBytes(), as: UTF8.self)
        let at = clock.now()
        try await worker.run { try $0.finish(request: requestId, outcome: text, at: at) }
    }

    private func demand(_ requestId: String, stopsSeen: Int64) async throws -> RequestBolusReply {
        do {
            return try await demandGranted(requestId, stopsSeen: stopsSeen)
        } catch let error as ControlError {
            worker.note(Self.demandRefused(error, requestId))
            throw error
        }
    }

    private func demandGranted(_ requestId: String, stopsSeen: Int64) async throws -> RequestBolusReply {
        let snapshot = snapshots.latest()
        guard let program = loaded?.program else { throw ControlError.noProgram }
        guard let rules = program.demand else { throw ControlError.noDemand }
        try requireReady(for: "demand")
        let attempt = BolusAttempt(
            kind: .demand, volume: rules.volume, duration: rules.duration, requestId: requestId,
            rate: snapshot.programRate, stopsSeen: stopsSeen)
        let (number, outcome) = try await order(attempt)
        if let error = refusal(outcome, of: attempt) { throw error }
        return RequestBolusReply(
            bolusId: number, volumeNanoliters: rules.volume.picoliters / 1_000,
            expectedSeconds: expectedSeconds(of: attempt, snapshot))
    }

    /// A refusal is on record with what failed and when it will pass (BR-D03).
    private static func demandRefused(_ error: ControlError, _ requestId: String) -> LedgerEvent {
        var payload: Payload = ["because": .string(error.name), "requestId": .string(requestId)]
        switch error {
        case .lockedOut(let because, let seconds, let text):
            switch because {
            case .lockout: payload["because"] = .string("locked-out")
            case .count: payload["because"] = .string("count-reached")
            case .window: payload["because"] = .string("window-exceeded")
            }
            payload["remainingSeconds"] = .integer(seconds)
            payload["text"] = .string(text)
        case .doseLimit(let window, let drug, let ceiling, _):
            payload["because"] = .string("window-exceeded")
            payload["window"] = .string(window.rawValue)
            payload["drug"] = .string(drug)
            payload["ceilingNanograms"] = .integer(ceiling)
        default: break
        }
        return LedgerEvent(kind: "demand-refused", severity: .low, payload: payload, requirements: ["BR-D03"])
    }

    /// What is left of what the patient may ask for, and when the next is possible.
    func allowance() -> AllowanceReply {
        let snapshot = snapshots.latest()
        guard let program = loaded?.program, let rules = program.demand, let prescription else {
            return AllowanceReply(prescribed: false, possible: false, reason: "no demand bolus is prescribed")
        }
        let time = snapshot.therapy.pumpTime
        let history = snapshot.therapy.demand
        let primary = prescription.admixture.primary
        var reply = AllowanceReply(
            prescribed: true, possible: false,
            leftToday: Int64(max(0, rules.perDay - history.count(at: time))),
            volumeNanoliters: rules.volume.picoliters / 1_000,
            doseNanograms: ((try? rules.volume.mass(at: primary.concentration))?.picograms ?? 0) / 1_000,
            drug: primary.name)
        if snapshot.state != .delivering {
            reply.reason = "the pump is \(StateWord(snapshot.state).rawValue)"
        } else if snapshot.bridgeLeft != nil {
            reply.reason = "a bridge bolus runs"
        } else if snapshot.isAtSafeRate {
            reply.reason = "a dose window is full; somebody has to look"
        } else if let until = history.lockedOut(at: time, by: rules) {
            reply.reason = "the lockout of the last dose holds"
            reply.nextSeconds = Self.seconds(until - time)
        } else if let until = history.countIsFull(at: time, by: rules) {
            reply.reason = "\(rules.perDay) doses began within 24 hours"
            reply.nextSeconds = Self.seconds(until - time)
        } else if let wait = timeUntilWindowsAllow(rules.volume, over: rules.duration, snapshot) {
            reply.possible = wait == .zero
            reply.reason = reply.possible ? nil : "a dose window would exceed its ceiling"
            reply.nextSeconds = Self.seconds(wait)
        } else {
            reply.reason = "a dose window would exceed its ceiling for another day at least"
        }
        return reply
    }

    /// Whole seconds, rounded up.
    static func seconds(_ span: Duration) -> Int64 { (max(.zero, span).nanoseconds + 999_999_999) / 1_000_000_000 }
}
