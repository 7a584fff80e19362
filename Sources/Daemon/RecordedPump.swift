// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities
import RigFile
import Therapy

/// What a daemon finds on record, with what a crash left open settled: all that a core starts from.
struct RecordedPump {
    /// As the last session left it.
    let before: DurableState
    /// What a crash left open is settled in it.
    let durable: DurableState
    /// What was counted as delivered without proof at this start.
    let uncertainVolume: Volume
    /// At the pump time of this start.
    let therapy: TherapyState
    let windows: DoseWindows
    /// Why nothing may move yet; nil where nothing is in the way.
    let hold: RecordHold?

    /// What was reserved and not settled counts as delivered, once, at the time of this start.
    init(
        _ ledger: Ledger, files: DaemonFiles, clock: LedgerClock, log: (String) -> Void
    ) throws {
        before = try ledger.state()
        let profile = files.rig.profile()
        let prescription = before.prescription.flatMap {
            try? Prescription(parsing: $0.text, file: "revision \($0.revision)")
        }
        let record = PumpService.read(ProgramRecord.name, as: ProgramRecord.self, from: before.kept, log: log)
        let now = clock.now()
        let volume = before.uncertain > .zero ? profile.largestVolume(of: before.uncertain) : .zero
        let found = RecordHold(before.kept)
        let gap = Volume(picoliters: found?.toCountPicoliters ?? 0)
        let restoration = TherapyRestoration(
            state: before, minutes: try ledger.deliveredMinutes(), now: now,
            trustWallClock: files.rig.limits.trustWallClock, dead: prescription?.dead ?? DeadVolume(),
            demandSpan: prescription?.demandBolus?.ceilingWindow ?? .day, uncertain: volume + gap,
            mixture: prescription.flatMap { prescription in
                record.flatMap { DrugSlots($0.slots) }?.mixture(of: prescription.admixture)
            },
            dosesPeriodically: prescription.map(\.isPeriodic) ?? false, isAfterGap: found?.toCountPicoliters != nil)
        therapy = restoration.therapy
        windows = restoration.windows
        if restoration.clockWasLost {
            log("the pump clock is not known any more: nobody knows how long the machine was off")
        }
        hold = found.map { RecordHold(why: $0.why, untilPumpNanoseconds: $0.untilPumpNanoseconds) }
        let isSettled = try ledger.settleUncertain(
            steps: before.uncertain, volume: volume, at: now, pumpTime: therapy.pumpTime,
            therapy: TherapyRecord(therapy, dead: prescription?.dead), beyondRecord: gap,
            kept: found?.toCountPicoliters == nil ? [] : [hold].compactMap { $0?.kept })
        if isSettled, volume + gap > .zero {
            log("up to \(volume + gap) may have been delivered that is not on record; it is counted")
        }
        uncertainVolume = volume + gap
        durable = try ledger.state()
    }

    /// The most that one reservation comes to at any rate of this rig.
    func largestReservation(_ profile: RigProfile) -> StepCount {
        ReservationBudget(profile: profile).reservation(
            from: .zero, rate: profile.maximumRate, background: profile.maximumRate, bolus: .zero)
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
