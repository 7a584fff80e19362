// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities

extension Ledger {
    /// Writes a batch in one transaction. When it returns, all of it is on disk; when it throws, none of it is in the
    /// record.
    ///
    /// Throws ``LedgerError/beyondReservation(settled:reserved:)``, ``LedgerError/wentBack(_:)``,
    /// ``LedgerError/uncertainUnsettled(steps:)``, ``LedgerError/unknownRequest(_:)``,
    /// ``LedgerError/contradiction(_:)``, ``LedgerError/storage(call:code:message:)``.
    public func commit(_ batch: LedgerBatch) throws(LedgerError) {
        try writing("commit a batch", at: batch.at) { db, standing in
            // Checked against the reservation on disk, before this batch's own can cover for it.
            let reservedBefore = standing.reserved
            standing.eventTime = batch.settlement?.pumpTime ?? standing.pumpTime
            for record in batch.records { try standing.append(record, at: batch.at, db) }
            for event in batch.events { try standing.append(event, at: batch.at, db) }
            for outcome in batch.outcomes { try standing.finish(outcome, at: batch.at, db) }
            for number in batch.refusedBoluses { try standing.refuse(bolus: number, db) }
            for value in batch.kept { try standing.keep(value, db) }
            for row in batch.telemetry { try row.write(db) }
            if let settlement = batch.settlement {
                try standing.settle(settlement, within: reservedBefore, at: batch.at, db)
            }
            if let reservation = batch.reservation {
                guard batch.settlement?.isClean != true else {
                    throw LedgerError.contradiction("a clean stop reserves nothing")
                }
                try standing.reserve(reservation)
            }
        }
    }
}

extension Standing {
    fileprivate mutating func settle(
        _ settlement: Settlement, within limit: StepCount, at now: LedgerTime, _ db: Database
    ) throws {
        guard !isUnsettled else { throw LedgerError.uncertainUnsettled(steps: uncertain) }
        let next = settlement.account
        guard next.forwardSteps <= limit else {
            throw LedgerError.beyondReservation(settled: next.forwardSteps, reserved: limit)
        }
        if let what = account.whatGoesBack(to: next) { throw LedgerError.wentBack(what) }
        let moved = next.forwardSteps != account.forwardSteps || next.reverseSteps != account.reverseSteps
        try move(to: next.forwardVolume, at: settlement.pumpTime, settlement.therapy, db)
        account = next
        settled = now
        // Where a stroke ended and everything up to there is settled, the settled volume is the exact one.
        if next.forwardSteps == strokesEnd { strokesEndVolume = next.forwardVolume }
        if settlement.isClean {
            reserved = next.forwardSteps
            cleanFullStep = settlement.fullStep
        } else if moved {
            cleanFullStep = nil
        }
    }

    fileprivate mutating func reserve(_ limit: StepCount) throws {
        guard !isUnsettled else { throw LedgerError.uncertainUnsettled(steps: uncertain) }
        guard limit >= reserved else {
            throw LedgerError.wentBack("the reservation, \(reserved.pulses) to \(limit.pulses) pulses,")
        }
        reserved = limit
        // From here on the rotor may move without a word to the record.
        if limit > account.forwardSteps { cleanFullStep = nil }
    }
}

extension Account {
    /// What of this account `next` has less of; nil where nothing.
    fileprivate func whatGoesBack(to next: Account) -> String? {
        if next.forwardSteps < forwardSteps { return "the forward odometer" }
        if next.reverseSteps < reverseSteps { return "the reverse odometer" }
        if next.forwardVolume < forwardVolume { return "the forward volume" }
        if next.reverseVolume < reverseVolume { return "the reverse volume" }
        if next.unproven < unproven { return "the unproven volume" }
        if next.fillNumber < fillNumber { return "the number of the fill" }
        if hadUnknownPhase, !next.hadUnknownPhase { return "the mark of an unknown phase" }
        return nil
    }
}
