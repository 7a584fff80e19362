// SPDX-License-Identifier: Apache-2.0
import Quantities
import Therapy

/// A change that was reviewed and waits for its commit.
struct Proposal: Sendable {
    let identifier: String
    let prescription: Prescription
    let review: Review
    /// The revision that it was made against; stale when another is in force.
    let against: Int64
    let fillNumber: Int64
    /// What else it was made against.
    let circumstances: Circumstances
    /// Who wants no bridge, and why.
    let declined: NamedOverride?
    let operatorName: String
    /// CLOCK_MONOTONIC; a proposal lasts three minutes (BR-S09).
    let expires: Instant

    static let lifetime: Duration = .minute * 3
    /// Proposals that wait at once: an operator reviews one, and a few may be left lying.
    static let limit = 16
}
