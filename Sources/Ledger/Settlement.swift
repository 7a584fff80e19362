// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// Movement that has been made, as the core counts it.
public struct Settlement: Hashable, Sendable {
    public var account: Account
    /// The rotor's full step, kept by a clean settlement only.
    public var fullStep: Int64?
    /// Whether the pump is at rest for good: the reservation comes down to what was settled, and the next start knows
    /// the phase. The core still holds its old grant, so it must not be advanced again before a new reservation covers
    /// that.
    public var isClean: Bool
    /// The pump's own time when the account was that; never less than before. Nil: as on record, and the time since then
    /// never counts as elapsed.
    public var pumpTime: Instant?
    /// The therapy as it stood then, after the last of the batch's records: what the record says of boluses and what the
    /// therapy says of lockouts must not part. Nil: as on record.
    public var therapy: TherapyRecord?

    public init(
        account: Account, fullStep: Int64? = nil, isClean: Bool = false, pumpTime: Instant? = nil,
        therapy: TherapyRecord? = nil
    ) {
        self.account = account
        self.fullStep = fullStep
        self.isClean = isClean
        self.pumpTime = pumpTime
        self.therapy = therapy
    }

    /// Account and therapy of one moment; `dead` is the dead volume by which the core counts what leaves the tip.
    public init(
        account: Account, fullStep: Int64? = nil, isClean: Bool = false, therapy: TherapyState, dead: DeadVolume
    ) {
        self.init(
            account: account, fullStep: fullStep, isClean: isClean, pumpTime: therapy.pumpTime,
            therapy: TherapyRecord(therapy, dead: dead))
    }
}
