// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Ledger
import PumpCore
import Quantities
import RealTime
import RigFile
import TOMLDocument
import Therapy

extension PumpService {
    func interrogate() -> InterrogateReply {
        let figures = prescription.flatMap { review(of: $0, against: nil, revision: revision).figures }
        var limits = [LimitMessage(name: "rig maximum rate", text: rig.limits.maximumRate.description)]
        if let own = prescription?.maximumRate {
            limits.append(LimitMessage(name: "prescription maximum rate", text: own.description))
        }
        return InterrogateReply(
            pump: configuration.name, rigName: rig.name, rigDigest: rig.digest, revision: revision,
            document: committed?.text, documentDigest: committed?.digest, fileName: nil,
            operator: committed?.operatorName, committedAt: committed.map { WallTime.text($0.committedAt.wall) },
            figures: figures.map(FigureText.messages) ?? [],
            maximumRateNanolitersPerDay: rig.limits.maximumRate.picolitersPerDay / 1_000,
            minimumBolusNanoliters: (profile.minimumBolus.picoliters + 999) / 1_000,
            strokePicoliters: profile.strokeVolume.picoliters, limits: limits)
    }

    /// Reviews a document; nothing takes effect (BR-S08).
    func propose(_ parameters: ProposeParameters) throws -> ProposeReply {
        try require(revision: parameters.revision)
        let file = parameters.fileName ?? "therapy"
        let proposed: Prescription
        do {
            proposed = try Prescription(parsing: parameters.document, file: file)
        } catch {
            throw ControlError.invalidDocument(error.errors.map(ProblemMessage.init))
        }
        let review = review(of: proposed, against: prescription, revision: revision + 1)
        try Self.refuse(review.errors, file: file)
        let now = MonotonicClock.now()
        proposals = proposals.filter { $0.value.expires > now }
        if proposals.count >= Proposal.limit, let oldest = proposals.values.min(by: { $0.expires < $1.expires }) {
            proposals[oldest.identifier] = nil
        }
        let proposal = Proposal(
            identifier: UUID().uuidString, prescription: proposed, review: review, against: revision,
            fillNumber: fillNumber(for: proposed), operatorName: parameters.operator, expires: now + Proposal.lifetime)
        proposals[proposal.identifier] = proposal
        return ProposeReply(
            proposalId: proposal.identifier, oldDocument: committed?.text,
            changes: review.changes.map { ChangeMessage(field: $0.field, old: $0.old, new: $0.new) },
            figures: review.figures.map(FigureText.messages) ?? [], warnings: review.warnings.map(\.description),
            expiresSeconds: Proposal.lifetime.nanoseconds / 1_000_000_000)
    }

    private func review(of new: Prescription, against old: Prescription?, revision: Int64) -> Review {
        Review(of: new, against: old, rig: rigFacts, revision: revision, fillNumber: fillNumber(for: new))
    }

    /// A rate above its ceiling keeps its figures; everything else that a review refuses is a problem of the document.
    private static func refuse(_ errors: [ReviewError], file: String) throws {
        for error in errors {
            if case .rateAboveMaximum(let asked, let allowed, _) = error,
                let refusal = ControlError(.rateAboveMaximum(asked: asked, allowed: allowed))
            {
                throw refusal
            }
        }
        guard errors.isEmpty else {
            throw ControlError.invalidDocument(
                errors.map { ProblemMessage(file: file, line: 1, column: 1, field: "review", message: $0.description) })
        }
    }

    /// Another fill of the reservoir has another date or another volume.
    private func fillNumber(for new: Prescription) -> Int64 {
        guard let committed, let prescription else { return (committed?.fillNumber ?? 0) + 1 }
        let isSame =
            prescription.reservoir.fillDate == new.reservoir.fillDate
            && prescription.reservoir.fill == new.reservoir.fill
        return isSame ? committed.fillNumber : committed.fillNumber + 1
    }

    /// Puts a reviewed change into force: on disk first, then in the core.
    func commit(_ parameters: CommitParameters) async throws -> CommitReply {
        try await exclusively { try await commitAlone(parameters) }
    }

    private func commitAlone(_ parameters: CommitParameters) async throws -> CommitReply {
        guard let proposal = proposals[parameters.proposalId] else { throw ControlError.noSuchProposal }
        try require(revision: parameters.revision)
        guard proposal.against == revision, MonotonicClock.now() < proposal.expires,
            let program = proposal.review.program
        else {
            proposals[parameters.proposalId] = nil
            throw ControlError.staleProposal
        }
        let snapshot = snapshots.latest()
        switch snapshot.state {
        case .stopped, .delivering, .paused: break
        default: throw ControlError.notInState(StateWord(snapshot.state))
        }
        if case .some = snapshot.bolus { throw ControlError.bolusActive }
        proposals = [:]
        let stored = try await store(proposal, revision: program.revision, operatorName: parameters.operator)
        committed = stored
        prescription = proposal.prescription
        // At rest nothing moves by it; while delivering the new rate needs its reservation first.
        let outcome =
            snapshot.state == .delivering
            ? try await worker.reserving(for: program.rate) { try await load(program) } : try await load(program)
        if outcome != .accepted {
            // The core failed while the disk was written. The revision is in force; `ClearFailure` loads it.
            log("revision \(program.revision) is on record; the core takes it when its failure is cleared (\(outcome))")
        }
        changes.tell()
        return CommitReply(revision: program.revision)
    }

    private func store(_ proposal: Proposal, revision: Int64, operatorName: String) async throws -> StoredPrescription {
        let text = proposal.prescription.text
        let (rigDigest, at) = (rig.digest, clock.now())
        return try await worker.run { ledger in
            try ledger.commitPrescription(
                revision: revision, text: text, digest: TextDigest.hexadecimal(of: text), rigDigest: rigDigest,
                operator: operatorName, reason: "", fillNumber: proposal.fillNumber, at: at)
            guard let stored = try ledger.prescription(revision: revision) else {
                preconditionFailure("what was committed can be read")
            }
            return stored
        }
    }

    /// Hands a program to the core through the spare slot.
    func load(_ program: DeliveryProgram) async throws -> CommandOutcome {
        let slot = spareSlot
        spareSlot = 1 - slot
        threads.shared.pointee.programs.write(program, slot: slot)
        prescribed.willLoad(rate: program.rate)
        return try await perform(.commit(slot: slot))
    }

    /// Loads the prescription on record into a core that has just started; the pump stays stopped.
    func loadCommitted() async throws {
        guard let committed, let prescription else { return }
        let review = Review(
            of: prescription, against: nil, rig: rigFacts, revision: committed.revision,
            fillNumber: committed.fillNumber)
        guard let program = review.program else {
            let reasons = review.errors.map(\.description).joined(separator: "; ")
            log("the prescription on record does not fit this rig: \(reasons)")
            return
        }
        if let error = ControlError(try await load(program)) { log("the core refused the prescription: \(error)") }
    }
}

extension ProblemMessage {
    init(_ error: DocumentError) {
        self.init(
            file: error.file, line: Int64(error.position.line), column: Int64(error.position.column),
            field: error.field,
            message: error.message)
    }
}
