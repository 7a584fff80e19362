// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Quantities
import Therapy
import Transcript
import Varlink

extension PumpService {
    /// A step of the guided refill: on disk when it returns, so that a crash at any step goes on where it was.
    func refillStep(_ parameters: RefillStepParameters) async throws -> RefillStepReply {
        try await exclusively {
            do {
                return try await take(parameters)
            } catch let error as RefillError {
                throw ControlError.outOfOrder(step: parameters.step.rawValue, text: error.description)
            }
        }
    }

    private func take(_ parameters: RefillStepParameters) async throws -> RefillStepReply {
        // A stop has ended the state, not the refill.
        if refill != nil, parameters.step != .abandon { try await enterRefilling() }
        switch parameters.step {
        case .begin: return try await beginRefill(parameters.operator)
        case .aspirated: return try await aspirate(parameters)
        case .fill: return try await fill(parameters)
        case .commit: return try await commitRefill(parameters)
        case .abandon: return try await abandonRefill(parameters.operator)
        }
    }

    /// Nothing moves forward from here on until it is committed or abandoned.
    private func beginRefill(_ operatorName: String) async throws -> RefillStepReply {
        guard committed != nil else { throw ControlError.noProgram }
        if refill == nil {
            let snapshot = snapshots.latest()
            guard snapshot.state == .stopped else { throw ControlError.notInState(StateWord(snapshot.state)) }
            let begun = Refill(at: recordTime(), expected: ExpectedResidual(snapshot.account, profile: profile))
            try await keepRefill(begun, "begin", operatorName)
        }
        try await enterRefilling()
        return reply()
    }

    /// After a restart in the middle of a refill the core is stopped, and goes back to it.
    func enterRefilling() async throws {
        guard refill != nil else { return }
        let state = snapshots.latest().state
        guard state != .refilling else { return }
        guard state == .stopped else { throw ControlError.notInState(StateWord(state)) }
        if let error = ControlError(try await perform(.beginRefill)) { throw error }
    }

    /// A refill whose revision came into force before the end of the last run, though the word of it did not: it is done.
    func finishCommittedRefill() async throws {
        guard let refill, let committed, committed.revision > refill.begunUnder else { return }
        var last = refill.refill
        _ = try await finishRefill(&last, committed.operatorName)
    }

    private func aspirate(_ parameters: RefillStepParameters) async throws -> RefillStepReply {
        guard var next = refill?.refill else { throw Self.notBegun(parameters.step) }
        guard let volume = parameters.volumeNanoliters, volume >= 0, volume <= Int64.max / 1_000 else {
            throw CallError.invalidParameter("volumeNanoliters")
        }
        let check = try next.aspirate(Volume(picoliters: volume * 1_000), at: recordTime())
        try await keepRefill(
            next, "aspirated", parameters.operator, severity: check.isWithin ? .info : .medium, text: check.text)
        return reply()
    }

    /// The review of the new fill and mixture, with its bridge or the advice to rinse and prime.
    private func fill(_ parameters: RefillStepParameters) async throws -> RefillStepReply {
        guard var next = refill?.refill else { throw Self.notBegun(parameters.step) }
        guard let document = parameters.document else { throw CallError.invalidParameter("document") }
        // What errors it has are told with their places before anything is kept.
        let proposal = try propose(
            document, file: parameters.fileName ?? "therapy", operatorName: parameters.operator,
            declineBridge: parameters.declineBridge, isRefill: true)
        try next.takeBackFill(at: recordTime())
        try next.fill(document, file: parameters.fileName ?? "therapy", at: recordTime())
        try await keepRefill(next, "fill", parameters.operator)
        refillProposal = proposal.proposalId
        return reply(proposal)
    }

    private func commitRefill(_ parameters: RefillStepParameters) async throws -> RefillStepReply {
        guard var next = refill?.refill else { throw Self.notBegun(parameters.step) }
        guard next.stage == .filled else {
            throw ControlError.outOfOrder(
                step: parameters.step.rawValue, text: "name the new fill first: cisterna refill fill FILE")
        }
        // The revision is there and the word of it was lost.
        if let begunUnder = refill?.begunUnder, let committed, committed.revision > begunUnder {
            return try await finishRefill(&next, parameters.operator)
        }
        guard let refillProposal, proposals[refillProposal] != nil else { throw ControlError.staleProposal }
        _ = try await commit(
            refillProposal, operatorName: parameters.operator, overrideName: parameters.overrideName,
            overrideReason: parameters.overrideReason)
        return try await finishRefill(&next, parameters.operator)
    }

    private func finishRefill(_ next: inout Refill, _ operatorName: String) async throws -> RefillStepReply {
        try next.commit(revision: revision, at: recordTime())
        try await closeRefill(next, "commit", operatorName)
        return reply()
    }

    private func abandonRefill(_ operatorName: String) async throws -> RefillStepReply {
        guard var next = refill?.refill else { throw Self.notBegun(.abandon) }
        guard next.residual == nil else {
            throw ControlError.outOfOrder(
                step: "abandon",
                text: "the reservoir is not what the account says any more: name what it holds now, with its volume "
                    + "(cisterna refill fill FILE), and commit that")
        }
        try next.abandon(because: "abandoned by \(operatorName)", at: recordTime())
        try await closeRefill(next, "abandon", operatorName)
        return reply()
    }

    private func closeRefill(_ last: Refill, _ step: String, _ operatorName: String) async throws {
        try await keep(
            [KeptValue(name: RefillRecord.name, value: nil)],
            event(step, operatorName, text: last.lines.joined(separator: "; "), severity: .info))
        refill = nil
        refillProposal = nil
        if snapshots.latest().state == .refilling {
            if let error = ControlError(try await perform(.endRefill)) { throw error }
        }
        changes.tell()
    }

    private func keepRefill(
        _ next: Refill, _ step: String, _ operatorName: String, severity: Severity = .info, text: String? = nil
    ) async throws {
        let record = RefillRecord(refill: next, begunUnder: refill?.begunUnder ?? revision)
        try await keep(
            [kept(RefillRecord.name, record)], event(step, operatorName, text: text, severity: severity))
        refill = record
        changes.tell()
    }

    private func event(_ step: String, _ operatorName: String, text: String?, severity: Severity) -> LedgerEvent {
        var payload: Payload = ["step": .string(step), "operator": .string(operatorName)]
        payload["text"] = text.map { .string($0) }
        return LedgerEvent(
            kind: "refill-step", severity: severity, payload: payload, requirements: ["BR-D07", "BR-S08"])
    }

    private static func notBegun(_ step: RefillStepWord) -> ControlError {
        .outOfOrder(step: step.rawValue, text: "no refill is under way: begin one first")
    }

    private func reply(_ proposal: ProposeReply? = nil) -> RefillStepReply {
        RefillStepReply(refill: refillMessage(), proposal: proposal, revision: revision, next: nextRefillStep)
    }

    func refillMessage() -> RefillMessage? {
        guard let refill = refill?.refill else { return nil }
        let step: RefillStageWord
        switch refill.stage {
        case .begun: step = .begun
        case .aspirated: step = .aspirated
        case .filled, .committed, .abandoned: step = .filled
        }
        return RefillMessage(
            step: step, expectedResidualNanoliters: refill.expected.volume.picoliters / 1_000,
            uncertaintyNanoliters: refill.expected.uncertainty.picoliters / 1_000,
            aspiratedNanoliters: refill.residual.map { $0.aspirated.picoliters / 1_000 },
            warning: refill.residual.flatMap { $0.isWithin ? nil : $0.text })
    }

    private var nextRefillStep: String {
        guard let refill = refill?.refill else {
            return "resume when all is in place; prime first where the path is empty"
        }
        switch refill.stage {
        case .begun: return "aspirate what is left and enter its volume: cisterna refill aspirated VOLUME"
        case .aspirated: return "fill, and name the therapy with the new fill: cisterna refill fill FILE"
        case .filled, .committed, .abandoned: return "read the review, then: cisterna refill commit"
        }
    }
}
