// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Therapy

extension ProposeReply {
    /// A review as the programmer shows it.
    ///
    /// - Parameters:
    ///   - proposalId: Empty where nothing can be committed by it.
    ///   - oldDocument: The prescription in force.
    ///   - expiresSeconds: How long it can be committed.
    public init(
        _ review: Review, proposalId: String, oldDocument: String?, ahead: [TipDoseMessage], expiresSeconds: Int64
    ) {
        self.init(
            proposalId: proposalId, oldDocument: oldDocument,
            changes: review.changes.map { ChangeMessage(field: $0.field, old: $0.old, new: $0.new) },
            figures: review.figures.map(FigureText.messages) ?? [], warnings: review.warnings.map(\.description),
            softLimits: review.softLimits.map(SoftLimitMessage.init), ahead: ahead, expiresSeconds: expiresSeconds)
    }
}
