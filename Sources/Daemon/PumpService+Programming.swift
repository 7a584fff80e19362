// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Ledger
import Proposals
import PumpCore
import Quantities
import RealTime
import RigFile
import TOMLDocument
import Therapy
import Transcript
import Varlink

extension PumpService {
    func interrogate() -> InterrogateReply {
        let snapshot = snapshots.latest()
        let figures = prescription.flatMap {
            review(of: $0, fillNumber: committed?.fillNumber ?? 1, declined: nil, snapshot).figures
        }
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
        return try propose(
            parameters.document, file: parameters.fileName ?? "therapy", operatorName: parameters.operator,
            declineBridge: parameters.declineBridge, isRefill: false)
    }

    /// The same for the guided refill, which says itself that the fill is another.
    func propose(
        _ document: String, file: String, operatorName: String, declineBridge: String?, isRefill: Bool
    ) throws -> ProposeReply {
        let proposed: Prescription
        do {
            proposed = try Prescription(parsing: document, file: file)
        } catch {
            throw ControlError.invalidDocument(error.errors.map(ProblemMessage.init))
        }
        if !isRefill { try refuseOtherFill(proposed, file: file) }
        let snapshot = snapshots.latest()
        var declined: NamedOverride?
        if let declineBridge {
            guard let named = NamedOverride(name: operatorName, reason: declineBridge) else {
                throw CallError.invalidParameter("declineBridge")
            }
            declined = named
        }
        let fill = fillNumber(isRefill: isRefill)
        let review = review(of: proposed, fillNumber: fill, declined: declined, snapshot)
        if let error = ControlError(review, of: proposed, file: file) {
            noteHardLimits(review, operatorName)
            throw error
        }
        let now = MonotonicClock.now()
        makeRoom(at: now)
        let proposal = Proposal(
            identifier: UUID().uuidString, prescription: proposed, review: review, against: revision,
            fillNumber: fill, circumstances: circumstances(snapshot), declined: declined, operatorName: operatorName,
            expires: now + Proposal.lifetime)
        proposals[proposal.identifier] = proposal
        return reply(to: proposal, snapshot)
    }

    private func reply(to proposal: Proposal, _ snapshot: PumpSnapshot) -> ProposeReply {
        let review = proposal.review
        return ProposeReply(
            review, proposalId: proposal.identifier, oldDocument: committed?.text,
            ahead: TipDoseMessage.ahead(
                of: review, from: snapshot.therapy, at: snapshot.account.forwardVolume, clock: civilNanoseconds),
            expiresSeconds: Proposal.lifetime.nanoseconds / 1_000_000_000)
    }

    private func makeRoom(at now: Instant) {
        proposals = proposals.filter { $0.value.expires > now }
        if proposals.count >= Proposal.limit, let oldest = proposals.values.min(by: { $0.expires < $1.expires }) {
            proposals[oldest.identifier] = nil
        }
    }

    func circumstances(_ snapshot: PumpSnapshot) -> Circumstances {
        Circumstances(
            snapshot, revision: revision, rigDigest: rig.digest, libraryDigest: library?.digest ?? "")
    }

    /// Everything that a review goes by, as it is now.
    private func review(
        of new: Prescription, fillNumber: Int64, declined: NamedOverride?, _ snapshot: PumpSnapshot
    ) -> Review {
        followWindows(snapshot)
        var context = ReviewContext(rig: rigFacts, library: library ?? .none)
        context.old = prescription
        context.oldCeilings = loaded?.program.ceilings ?? programRecord?.doseCeilings ?? DoseCeilings()
        context.revision = revision + 1
        context.fillNumber = fillNumber
        context.slots = slots
        context.therapy = snapshot.therapy
        context.windows = mirror.windows
        context.forwardVolume = snapshot.account.forwardVolume
        context.declinedBridge = declined
        return Review(of: new, in: context)
    }

    /// A hard limit has no override; that somebody met it is on record (BR-S05).
    private func noteHardLimits(_ review: Review, _ operatorName: String) {
        for case .hardLimit(let finding) in review.errors {
            worker.note(
                LedgerEvent(
                    kind: "hard-limit-refused", severity: .medium,
                    payload: [
                        "field": .string(finding.field), "asked": .string(finding.asked),
                        "limit": .string(finding.limit), "source": .string(finding.source),
                        "operator": .string(operatorName),
                    ], requirements: ["BR-S05"]))
        }
    }

    /// Another fill has another date or another volume, and begins the account anew: what is left of the old one is to be
    /// aspirated and checked first.
    private func refuseOtherFill(_ new: Prescription, file: String) throws {
        guard let prescription, snapshots.latest().account.fillNumber > 0 else { return }
        let (old, new, document) = (prescription.reservoir, new.reservoir, new)
        let field = old.fillDate != new.fillDate ? "reservoir.fill-date" : "reservoir.fill-volume"
        guard old.fillDate != new.fillDate || old.fill != new.fill else { return }
        let place = document.place(of: field)
        throw ControlError.invalidDocument([
            ProblemMessage(
                file: file, line: Int64(place.line), column: Int64(place.column), field: field,
                message:
                    "another fill begins the account anew, and is the guided refill's affair: cisterna refill begin; "
                    + "the present fill is \(old.fill) of \(old.fillDate?.description ?? "no date")")
        ])
    }

    private func fillNumber(isRefill: Bool) -> Int64 {
        guard let committed else { return 1 }
        return isRefill ? committed.fillNumber + 1 : committed.fillNumber
    }

    /// Puts a reviewed change into force: on disk first, then in the core.
    func commit(_ parameters: CommitParameters) async throws -> CommitReply {
        try await exclusively {
            guard refill == nil else {
                throw ControlError.outOfOrder(
                    step: "commit", text: "a refill is under way: commit it, or abandon it, by its own steps")
            }
            try require(revision: parameters.revision)
            return try await commit(
                parameters.proposalId, operatorName: parameters.operator, overrideName: parameters.overrideName,
                overrideReason: parameters.overrideReason)
        }
    }

    func commit(
        _ identifier: String, operatorName: String, overrideName: String?, overrideReason: String?
    ) async throws -> CommitReply {
        guard let proposal = proposals[identifier] else { throw ControlError.noSuchProposal }
        let snapshot = snapshots.latest()
        guard proposal.against == revision, MonotonicClock.now() < proposal.expires,
            proposal.circumstances == circumstances(snapshot)
        else {
            proposals[identifier] = nil
            throw ControlError.staleProposal
        }
        switch snapshot.state {
        case .stopped, .delivering, .paused, .refilling: break
        default: throw ControlError.notInState(StateWord(snapshot.state))
        }
        if snapshot.bolus != nil || snapshot.suspended != nil { throw ControlError.bolusActive }
        // Windows and forward volume have moved on since: what was shown must still hold.
        let review = review(
            of: proposal.prescription, fillNumber: proposal.fillNumber, declined: proposal.declined, snapshot)
        guard let program = review.program, program == proposal.review.program,
            review.softLimits == proposal.review.softLimits
        else {
            proposals[identifier] = nil
            throw ControlError.staleProposal
        }
        try requireRest(for: program, snapshot)
        // Another mixture is a refill's affair: what is in motion was gated as the one that is there.
        let isOther = program.mixture != snapshot.therapy.path.plug(snapshot.therapy.path.count - 1).mixture
        guard !isOther || !snapshot.state.mayMove else { throw ControlError.notInState(StateWord(snapshot.state)) }
        var override: NamedOverride?
        if review.needsOverride {
            override = NamedOverride(name: overrideName ?? "", reason: overrideReason ?? "")
            guard override != nil else { throw ControlError.softLimits(review.softLimits.map(SoftLimitMessage.init)) }
        }
        // What else was proposed stays, to be told apart from what never was: it is stale from here on.
        proposals[identifier] = nil
        let next = LoadedProgram(program: program, schedule: review.schedule)
        committed = try await store(proposal, review, override, operatorName: operatorName)
        prescription = proposal.prescription
        slots = review.slots
        programRecord = ProgramRecord(program, slots: review.slots.all)
        try await put(next, snapshot)
        changes.tell()
        return CommitReply(revision: program.revision)
    }

    private func put(_ next: LoadedProgram, _ snapshot: PumpSnapshot) async throws {
        // At rest nothing moves by it; while delivering the new rate needs its reservation first.
        let outcome =
            snapshot.state == .delivering
            ? try await worker.reserving(for: next.program.highestRate(next.schedule)) { try await load(next) }
            : try await load(next)
        guard outcome != .accepted else { return }
        // The core failed while the disk was written. The revision is in force; `ClearFailure` loads it.
        log(
            "revision \(next.program.revision) is on record; the core takes it when its failure is cleared (\(outcome))"
        )
    }

    /// The document, and what of its program does not follow from it; overrides by name and reason (BR-S05).
    private func store(
        _ proposal: Proposal, _ review: Review, _ override: NamedOverride?, operatorName: String
    ) async throws -> StoredPrescription {
        guard let program = review.program else { preconditionFailure("a review without errors has a program") }
        let text = proposal.prescription.text
        let (rigDigest, at, fill) = (rig.digest, clock.now(), proposal.fillNumber)
        let record = ProgramRecord(program, slots: review.slots.all)
        let keptRecord = try kept(ProgramRecord.name, record)
        let events = Self.overrides(review, override, proposal.declined, revision: program.revision)
        let stored = try await worker.run { ledger in
            // In one transaction: no revision stands without its bridge and ceilings.
            try ledger.commitPrescription(
                revision: program.revision, text: text, digest: TextDigest.hexadecimal(of: text), rigDigest: rigDigest,
                operator: operatorName, reason: override?.reason ?? "", fillNumber: fill, kept: [keptRecord],
                events: events, at: at)
            guard let stored = try ledger.prescription(revision: program.revision) else {
                preconditionFailure("what was committed can be read")
            }
            return stored
        }
        programRecord = record
        return stored
    }

    private static func overrides(
        _ review: Review, _ override: NamedOverride?, _ declined: NamedOverride?, revision: Int64
    ) -> [LedgerEvent] {
        var events: [LedgerEvent] = []
        if let override {
            for limit in review.softLimits {
                events.append(
                    LedgerEvent(
                        kind: "soft-limit-overridden", severity: .medium,
                        payload: [
                            "name": .string(override.name), "reason": .string(override.reason),
                            "field": .string(limit.field), "asked": .string(limit.asked),
                            "limit": .string(limit.limit), "source": .string(limit.source),
                            "revision": .integer(revision),
                        ], requirements: ["BR-S05"]))
            }
        }
        if let declined, review.declinedBridge != nil {
            events.append(
                LedgerEvent(
                    kind: "bridge-declined", severity: .medium,
                    payload: [
                        "name": .string(declined.name), "reason": .string(declined.reason),
                        "revision": .integer(revision),
                    ], requirements: ["BR-D07"]))
        }
        return events
    }
}
