// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// How things stand: the one row that each commit rewrites, and what is known beside it.
///
/// A transaction works on a copy, which takes the place of the original only when the commit has returned: so a failed
/// one leaves memory as it leaves the disk.
struct Standing {
    var account: Account
    var reserved: StepCount
    var cleanFullStep: Int64?
    var pumpState: PumpState?
    var lastEntry: Int64
    var lastCoreEvent: Int64
    var lastStroke: Int64
    var lastCommand: Int64
    /// The odometer at the end of the last stroke on record, and the forward volume there.
    var strokesEnd: StepCount
    var strokesEndVolume: Volume
    /// The pump's own time at the last settlement that told it.
    var pumpTime: Instant
    /// Of the last entry.
    var lastHash = EventHash.start
    /// The first entry that is still there, and the hash of the one before it.
    var firstEntry: Int64 = 1
    var hashBeforeFirst = EventHash.start
    var written: LedgerTime
    var settled: LedgerTime?

    // Not in the row.

    /// The keys of the boots met in this session.
    var boots: [String: Int64] = [:]
    /// What is kept of the therapy.
    var therapy: TherapyRecord?
    /// The last minute of pump time that has a row.
    var lastMinute: Int64?
    /// The last day of pump time that is marked.
    var lastDay: Int64?
    /// What the events of the present batch have as their pump time.
    var eventTime: Instant = .zero
    /// The last session left steps or boluses that nobody has settled yet.
    var isUnsettled = false

    init(at now: LedgerTime) {
        account = Account()
        reserved = .zero
        lastEntry = 0
        lastCoreEvent = 0
        lastStroke = 0
        lastCommand = 0
        strokesEnd = .zero
        strokesEndVolume = .zero
        pumpTime = .zero
        written = now
    }

    /// What the last session left reserved and unsettled.
    var uncertain: StepCount { isUnsettled ? reserved - account.forwardSteps : .zero }

    /// Counted as delivered in a stroke whose end is not on record.
    var volumeBeyondStrokes: Volume {
        guard account.forwardSteps > strokesEnd else { return .zero }
        return max(.zero, account.forwardVolume - strokesEndVolume)
    }
}
