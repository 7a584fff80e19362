// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities
import RigFile
import Therapy

/// What a daemon finds on record, with what a crash left open settled: all that a core starts from.
package struct RecordedPump {
    /// What the prescription on record comes to for what a crash may hide.
    package struct Prescribed {
        /// Nil where there is no prescription.
        package var dead: DeadVolume?
        package var demandSpan: Duration = .day
        /// What the reservoir gives by it.
        package var mixture: DrugMixture?
        package var dosesPeriodically = false

        package init() {}
    }

    /// As the last session left it.
    package let before: DurableState
    /// What a crash left open is settled in it.
    package let durable: DurableState
    /// What was counted as delivered without proof at this start.
    package let uncertainVolume: Volume
    /// At the pump time of this start.
    package let therapy: TherapyState
    package let windows: DoseWindows
    /// The last session ended with the motor stopped by its supervisor, and the core knew nothing of it.
    package let wasTripped: Bool
    /// Why nothing may move yet; nil where nothing is in the way.
    package let hold: RecordHold?

    package init(
        _ ledger: Ledger, rig: RigDescription, at time: () -> LedgerTime, log: (String) -> Void
    ) throws {
        try self.init(
            ledger, profile: rig.profile(), trustWallClock: rig.limits.trustWallClock, at: time, log: log
        ) { state in
            let prescription = state.prescription.flatMap {
                try? Prescription(parsing: $0.text, file: "revision \($0.revision)")
            }
            let record = PumpService.read(ProgramRecord.name, as: ProgramRecord.self, from: state.kept, log: log)
            var prescribed = Prescribed()
            prescribed.dead = prescription?.dead
            prescribed.demandSpan = prescription?.demandBolus?.ceilingWindow ?? .day
            prescribed.mixture = prescription.flatMap { prescription in
                record.flatMap { DrugSlots($0.slots) }?.mixture(of: prescription.admixture)
            }
            prescribed.dosesPeriodically = prescription.map(\.isPeriodic) ?? false
            return prescribed
        }
    }

    /// What was reserved and not settled counts as delivered, once, at the time of this start.
    package init(
        _ ledger: Ledger, profile: RigProfile, trustWallClock: Bool, at time: () -> LedgerTime,
        log: (String) -> Void, prescribed: (DurableState) -> Prescribed
    ) throws {
        before = try ledger.state()
        wasTripped = try Self.endsWithTrip(ledger)
        let prescribed = prescribed(before)
        let now = time()
        let volume = before.uncertain > .zero ? profile.largestVolume(of: before.uncertain) : .zero
        let found = RecordHold(before.kept)
        var gap = Volume.zero
        if let pending = found?.pending { gap = Self.gap(pending, before.account, beside: volume) }
        let restoration = TherapyRestoration(
            state: before, minutes: try ledger.deliveredMinutes(), now: now, trustWallClock: trustWallClock,
            dead: prescribed.dead ?? DeadVolume(), demandSpan: prescribed.demandSpan, uncertain: volume + gap,
            mixture: prescribed.mixture, dosesPeriodically: prescribed.dosesPeriodically,
            isAfterGap: found?.pending != nil, hiddenDoses: gap > .zero ? DemandRules.mostPerDay : 0)
        therapy = restoration.therapy
        windows = restoration.windows
        if restoration.clockWasLost {
            log("the pump clock is not known any more: nobody knows how long the machine was off")
        }
        let hold = found?.counted(at: restoration.therapy.pumpTime)
        self.hold = hold
        let isSettled = try ledger.settleUncertain(
            steps: before.uncertain, volume: volume, at: now, pumpTime: therapy.pumpTime,
            therapy: TherapyRecord(therapy, dead: prescribed.dead), beyondRecord: gap,
            kept: found?.pending == nil ? [] : [hold].compactMap { $0?.kept },
            endsDelivery: volume > profile.largestVolume(of: Self.largestReservation(profile)))
        if isSettled, volume + gap > .zero {
            log("up to \(volume + gap) may have been delivered that is not on record; it is counted")
        }
        uncertainVolume = volume + gap
        durable = try ledger.state()
    }

    private static func endsWithTrip(_ ledger: Ledger) throws(LedgerError) -> Bool {
        let kinds = EventQuery(kinds: ["supervisor-tripped", "supervisor-reset", "state-changed"])
        guard let last = try ledger.firstOfLast(1, kinds) else { return false }
        return try ledger.events(after: last - 1, limit: 1).first?.kind == "supervisor-tripped"
    }

    /// What was delivered at most beyond what the record knows: what somebody said, else all that the reservoir held.
    private static func gap(
        _ pending: RecordHold.Pending, _ account: Account, beside uncertain: Volume
    ) -> Volume {
        pending.deliveredPicoliters.map(Volume.init(picoliters:)) ?? max(.zero, account.remaining - uncertain)
    }

    /// The most that one reservation comes to at any rate of this rig.
    static func largestReservation(_ profile: RigProfile) -> StepCount {
        ReservationBudget(profile: profile).reservation(
            from: .zero, rate: profile.maximumRate, background: profile.maximumRate, bolus: .zero)
    }

    /// What the core starts from.
    package var restoration: Restoration {
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
