// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities
import RigFile
import Therapy

/// What a daemon finds on record, with what a crash left open settled: all that a core starts from.
struct RecordedPump {
    let durable: DurableState
    /// At the pump time of this start.
    let therapy: TherapyState
    let windows: DoseWindows

    /// What was reserved and not settled counts as delivered, once, at the time of this start.
    init(
        _ ledger: Ledger, files: DaemonFiles, clock: LedgerClock, log: (String) -> Void
    ) throws {
        let before = try ledger.state()
        let profile = files.rig.profile()
        let prescription = before.prescription.flatMap {
            try? Prescription(parsing: $0.text, file: "revision \($0.revision)")
        }
        let record = PumpService.read(ProgramRecord.name, as: ProgramRecord.self, from: before.kept, log: log)
        let now = clock.now()
        let volume = before.uncertain > .zero ? profile.largestVolume(of: before.uncertain) : .zero
        let restoration = TherapyRestoration(
            state: before, minutes: try ledger.deliveredMinutes(), now: now,
            trustWallClock: files.rig.limits.trustWallClock, dead: prescription?.dead ?? DeadVolume(),
            demandSpan: prescription?.demandBolus?.ceilingWindow ?? .day, uncertain: volume,
            mixture: prescription.flatMap { prescription in
                record.flatMap { DrugSlots($0.slots) }?.mixture(of: prescription.admixture)
            },
            dosesPeriodically: prescription.map(\.isPeriodic) ?? false)
        therapy = restoration.therapy
        windows = restoration.windows
        if restoration.clockWasLost {
            log("the pump clock is not known any more: nobody knows how long the machine was off")
        }
        if try ledger.settleUncertain(
            steps: before.uncertain, volume: volume, at: now, pumpTime: therapy.pumpTime,
            therapy: TherapyRecord(therapy, dead: prescription?.dead))
        {
            log(
                "the last run ended without a clean stop: up to \(volume) may have been delivered unseen; it is counted"
            )
        }
        durable = try ledger.state()
    }

    /// What the core starts from.
    var restoration: Restoration {
        var restoration = durable.restoration
        restoration.therapy = therapy
        return restoration
    }
}

extension Prescription {
    fileprivate var isPeriodic: Bool {
        guard case .periodicBolus = infusion else { return false }
        return true
    }
}
