// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// Everything that a daemon starts from.
public struct DurableState: Hashable, Sendable {
    /// Odometers and volumes as last settled.
    public let account: Account
    /// When they were; nil before the first settlement.
    public let settledAt: LedgerTime?
    /// The limit of the forward odometer; never below ``account``.
    public let reserved: StepCount
    /// Steps that a crash left reserved and unsettled: ``Ledger/settleUncertain(steps:volume:at:)`` counts them. Zero
    /// after a clean stop, and again once they are counted.
    public let uncertain: StepCount
    /// Where the rotor came to rest; nil unless the last stop was clean.
    public let cleanFullStep: Int64?
    /// Latched conditions, one bit each by the condition's position.
    public let latched: UInt64
    /// The pump's state as last recorded; nil before the first.
    public let pumpState: PumpState?
    /// Boluses that the last session left open, by number: those under way, which are two where a demand bolus came
    /// before a single one, and one that was ordered. None any more once the uncertain steps are settled.
    public let interrupted: [InterruptedBolus]
    /// The last that was committed.
    public let prescription: StoredPrescription?
    /// Requests begun without an outcome on record, in the order of their ids.
    public let unfinishedRequests: [String]
    public let lastEventSequence: Int64
    public let lastStrokeSequence: Int64
    public let lastCommand: Int64
    /// The number of the last entry of the record.
    public let lastEntry: Int64
    /// The pump's own time at ``settledAt``, where that settlement told it.
    public let pumpTime: Instant
    /// The therapy as last settled; nil before the first.
    public let therapy: TherapyRecord?
    /// The daemon's documents by name.
    public let kept: [String: String]
    /// When the record was last written.
    public let lastWritten: LedgerTime
    /// Whether there was a record before this session.
    public let isRestart: Bool

    /// The therapy on record at its pump time.
    var recordedTherapy: TherapyState {
        guard let therapy else {
            var none = TherapyState()
            none.pumpTime = pumpTime
            return none
        }
        return therapy.state(at: pumpTime)
    }

    /// What a controller starts from. After a crash, to be taken when the uncertain steps are settled. The therapy is the
    /// one on record: what has elapsed since, and what a crash may have hidden, is ``TherapyRestoration``'s to say.
    public var restoration: Restoration {
        Restoration(
            account: account, cleanFullStep: cleanFullStep, latched: latched, isRestart: isRestart,
            lastEventSequence: lastEventSequence, lastStrokeSequence: lastStrokeSequence,
            therapy: recordedTherapy)
    }
}
