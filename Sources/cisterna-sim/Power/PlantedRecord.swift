// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore

/// A record with a fault of a kind that the proof must find.
struct PlantedRecord: RecordKeeping {
    let record: WitnessedLedger
    let pump: SimulatedPump
    let plant: PowerPlant

    func commit(_ batch: LedgerBatch) throws(LedgerError) {
        switch plant {
        case .settleBeforeMove:
            try record.commit(batch)
            // It believes that the pump has come to rest, and says so to the record.
            guard var settlement = batch.settlement, !settlement.isClean else { return }
            settlement.isClean = true
            try record.ledger.commit(LedgerBatch(at: batch.at, settlement: settlement))
        case .grantBeforeCommit:
            if let reservation = batch.reservation { pump.grant(reservation) }
            try record.commit(batch)
        case .lockoutFromWallClock, .missingFsync:
            try record.commit(batch)
        }
    }
}
