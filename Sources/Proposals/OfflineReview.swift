// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import PumpCore
import Quantities
import RigFile
import TOMLDocument
import Therapy

/// The whole review of a prescription without a daemon: against a rig file and a drug library, on a path that holds
/// nothing, before anything was delivered.
public struct OfflineReview: Sendable {
    public let rig: RigDescription
    public let library: DrugLibrary
    /// The prescription that it would replace; nil for a first one.
    public let old: Prescription?

    public init(rig: RigDescription, library: DrugLibrary, old: Prescription?) {
        self.rig = rig
        self.library = library
        self.old = old
    }

    /// Reviews a document; `file` is how errors name it.
    ///
    /// - Parameter clock: What the pump clock would show, in nanoseconds since 1970-01-01.
    /// - Throws: ``ControlError/invalidDocument(_:)`` and ``ControlError/limitExceeded(limit:allowed:asked:origin:)``.
    public func review(_ text: String, file: String, clock: Int64) throws(ControlError) -> ProposeReply {
        let proposed: Prescription
        do throws(DocumentErrors) {
            proposed = try Prescription(parsing: text, file: file)
        } catch {
            throw .invalidDocument(error.errors.map(ProblemMessage.init))
        }
        var context = ReviewContext(rig: RigFacts(rig), library: library)
        context.therapy.path.declareFree(ofDrugAt: .zero, then: DrugMixture())
        context.therapy.freeSince = .zero
        context.therapy.background.clockOffset = clock
        if let old { fillPath(with: old, &context) }
        let review = Review(of: proposed, in: context)
        if let error = ControlError(review, of: proposed, file: file) { throw error }
        return ProposeReply(
            review, proposalId: "", oldDocument: old?.text,
            ahead: TipDoseMessage.ahead(
                of: review, from: context.therapy, at: context.forwardVolume, clock: clock), expiresSeconds: 0)
    }

    /// With the prescription in force given, its mixture is all that pump path and catheter hold, as after a long time.
    private func fillPath(with old: Prescription, _ context: inout ReviewContext) {
        let before = Review(of: old, in: context)
        guard let program = before.program else { return }
        context.old = old
        context.oldCeilings = program.ceilings
        context.slots = before.slots
        context.revision = 2
        context.fillNumber = 2
        // The volume that has gone through since: the dead volume at its largest.
        context.forwardVolume = program.dead.most
        context.therapy.path.declareFree(ofDrugAt: .zero, then: program.mixture)
        context.therapy.freeSince = nil
        context.therapy.path.forget(before: context.forwardVolume, through: program.dead)
    }
}
