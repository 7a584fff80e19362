// SPDX-License-Identifier: Apache-2.0

/// Something that must hold and does not.
struct Violation: Encodable, Sendable, Hashable {
    /// What must hold.
    enum Rule: String, Encodable, Sendable {
        /// What the rig got lies between what is settled and what is reserved.
        case delivered
        /// What is uncertain is within its bound.
        case uncertainty
        /// The volume that the head really pushed lies within the interval of the totals.
        case volume
        case bolusOnce = "bolus-once"
        case lockout
        case events
        case chain
        case prescription
        case refill
        /// Stopped after each start, and nothing moves before somebody resumes.
        case rest
        /// A clean stop settles exactly.
        case cleanStop = "clean-stop"
        case migration
        case starts
        /// An answer came within half a minute.
        case answers
    }

    let rule: Rule
    let text: String
    /// With `--seed` of this, `--jobs 1` and the same `--phase`, the same bench is set up again.
    let seed: UInt64
    /// Which kill of that bench, from 1.
    let kill: Int
    let phase: KillPhase
}
