// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Quantities

// The record's values in the interface's words.

extension TelemetryMessage {
    init(_ row: TelemetryMinute) {
        self.init(
            minute: row.minute, minutes: row.minutes, wallTime: WallTime.text(row.wall), state: StateWord(row.state),
            rateNanolitersPerDay: row.rate.picolitersPerDay / 1_000, forwardPicoliters: row.forwardVolume.picoliters,
            reversePicoliters: row.reverseVolume.picoliters,
            remainingNanoliters: row.remaining.map { $0.picoliters / 1_000 },
            lowestPressurePascals: row.pressure?.lowest.pascals, meanPressurePascals: row.pressure?.mean.pascals,
            highestPressurePascals: row.pressure?.highest.pascals)
    }
}

extension TotalsReply {
    init(_ totals: RecordTotals, _ profile: RigProfile) {
        let bounds = totals.account.delivered(profile)
        self.init(
            forwardPulses: totals.account.forwardSteps.pulses, reversePulses: totals.account.reverseSteps.pulses,
            delivered: VolumeIntervalMessage(
                lowerPicoliters: bounds.lower.picoliters, nominalPicoliters: totals.account.forwardVolume.picoliters,
                upperPicoliters: bounds.upper.picoliters),
            reversePicoliters: totals.account.reverseVolume.picoliters,
            unprovenPicoliters: totals.account.unproven.picoliters, fillNumber: totals.account.fillNumber,
            firstEntry: totals.firstEntry, lastEntry: totals.lastEntry, lastHash: totals.lastHash,
            schema: totals.schema, began: totals.began.map(WallTime.text))
    }
}

extension RecordedBolusMessage {
    init(_ recorded: RecordedBolus) {
        let bolus = recorded.bolus
        self.init(
            bolusId: bolus.number, kind: BolusKindWord(bolus.kind), orderedNanoliters: bolus.volume.picoliters / 1_000,
            durationSeconds: recorded.duration.nanoseconds / 1_000_000_000, state: BolusStateWord(bolus.state),
            deliveredLowerNanoliters: bolus.deliveredLower.picoliters / 1_000,
            // While it runs there is no upper bound but the order.
            deliveredUpperNanoliters: ((bolus.deliveredUpper ?? bolus.volume).picoliters + 999) / 1_000,
            orderedAt: recorded.orderedAt.map(WallTime.text), endedAt: recorded.endedAt.map(WallTime.text),
            requestId: bolus.requestId)
    }
}

extension BolusStateWord {
    init(_ state: StoredBolusState) {
        self =
            switch state {
            case .ordered: .ordered
            case .running: .running
            case .completed: .completed
            case .cancelled: .cancelled
            case .stopped: .stopped
            case .limited: .limited
            case .interrupted: .interrupted
            case .refused: .refused
            }
    }
}

extension RecordedPrescriptionMessage {
    init(_ stored: StoredPrescription) {
        self.init(
            revision: stored.revision, text: stored.text, digest: stored.digest, rigDigest: stored.rigDigest,
            operator: stored.operatorName, reason: stored.reason, committedAt: WallTime.text(stored.committedAt.wall),
            fillNumber: stored.fillNumber)
    }
}
