// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Therapy

extension ControlError {
    /// Why a reviewed document cannot be committed; nil where it can. A rate above its ceiling keeps its figures;
    /// everything else that a review refuses is a problem of the document.
    public init?(_ review: Review, of document: Prescription, file: String) {
        guard !review.errors.isEmpty else { return nil }
        let problems = review.errors.map { ProblemMessage(document.documentError($0, file: file)) }
        for (error, problem) in zip(review.errors, problems) {
            guard case .rateAboveMaximum(_, let asked, let allowed, let owner) = error else { continue }
            self = .limitExceeded(
                limit: "maximumRateNanolitersPerDay", allowed: allowed.picolitersPerDay / 1_000,
                asked: asked.picolitersPerDay / 1_000,
                origin: LimitOrigin(
                    file: file, line: problem.line, column: problem.column, whose: owner.description))
            return
        }
        self = .invalidDocument(problems)
    }
}
