// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import PumpCore
import Quantities
import RealTime
import Synchronization

extension PumpService {
    /// Everything that there is to show now.
    func status() -> StatusMessage {
        let snapshot = snapshots.latest()
        let now = MonotonicClock.now()
        let (doses, ahead, front) = doses(snapshot)
        return StatusMessage(
            pump: configuration.name, version: CisternaVersion.text, notice: BenchNotice.text,
            uptimeSeconds: (now - startedAt).nanoseconds / 1_000_000_000, state: StateWord(snapshot.state),
            recorded: lastDurable.value >= snapshot.lastEvent, rig: rigMessage(), prescription: prescriptionMessage(),
            programRateNanolitersPerDay: snapshot.programRate.picolitersPerDay / 1_000,
            rateNanolitersPerDay: snapshot.rate.picolitersPerDay / 1_000,
            maximumRateNanolitersPerDay: rig.limits.maximumRate.picolitersPerDay / 1_000,
            safeRate: snapshot.isAtSafeRate,
            deliveredOnRecord: onRecord(snapshot), deliveredSinceStart: sinceStart(snapshot),
            prescribedSinceStartPicoliters: prescribed.volume(
                at: snapshot.at,
                running: snapshot.bolusDelivered + snapshot.suspendedDelivered
            ).picoliters,
            strokes: snapshot.lastStroke, odometerForwardPulses: snapshot.account.forwardSteps.pulses,
            odometerReversePulses: snapshot.account.reverseSteps.pulses, grantPulses: snapshot.grant.pulses,
            reservoir: reservoir(snapshot), refillDates: refillDates(snapshot), refill: refillMessage(),
            bolus: bolus(snapshot), suspendedBolus: suspended(snapshot), bridge: bridge(snapshot),
            clock: clockMessage(snapshot), doses: doses, ahead: ahead, front: front, trial: trialMessage(snapshot),
            service: serviceMessage(snapshot),
            pressurePascals: snapshot.pressure?.pressure.pascals, rotorCounts: snapshot.rotor?.counts,
            phaseKnown: snapshot.phaseIsKnown, alarms: alarms(snapshot), realTime: realTime())
    }

    private func rigMessage() -> RigMessage {
        let shared = threads.shared
        let rigTime = shared.pointee.rigElapsed.load(ordering: .relaxed)
        let realTime = max(1, shared.pointee.realElapsed.load(ordering: .relaxed))
        return RigMessage(
            name: rig.name, digest: rig.digest, kind: rig.kind == .simulated ? .simulated : .gpio,
            speedUp: configuration.speedUp,
            speedReachedMilli: Int64(clamping: Int128(rigTime) * 1_000 / Int128(realTime)))
    }

    private func prescriptionMessage() -> PrescriptionMessage? {
        guard let committed, let prescription else { return nil }
        return PrescriptionMessage(
            revision: committed.revision, name: prescription.name, mode: prescription.infusion.mode)
    }

    private func onRecord(_ snapshot: PumpSnapshot) -> VolumeIntervalMessage {
        VolumeIntervalMessage(
            lowerPicoliters: snapshot.deliveredLower.picoliters,
            nominalPicoliters: snapshot.account.forwardVolume.picoliters,
            upperPicoliters: snapshot.deliveredUpper.picoliters)
    }

    /// What this run has delivered: the same calibration and phase uncertainty over this run's volume alone.
    private func sinceStart(_ snapshot: PumpSnapshot) -> VolumeIntervalMessage {
        let nominal = snapshot.account.forwardVolume - deliveredBefore.nominal
        var account = Account(forwardVolume: nominal, hadUnknownPhase: snapshot.account.hadUnknownPhase)
        if nominal == .zero { account = Account() }
        let bounds = account.delivered(profile)
        return VolumeIntervalMessage(
            lowerPicoliters: bounds.lower.picoliters, nominalPicoliters: nominal.picoliters,
            upperPicoliters: bounds.upper.picoliters)
    }

    private func reservoir(_ snapshot: PumpSnapshot) -> ReservoirMessage? {
        guard snapshot.account.fillNumber > 0 else { return nil }
        let account = snapshot.account
        // This fill's account alone, with everything that widens it: calibration, unknown phase, unproven movement.
        let drawn = account.forwardVolume - account.forwardAtFill
        let bounds = Account(
            forwardVolume: drawn, unproven: min(drawn, account.unproven), hadUnknownPhase: account.hadUnknownPhase
        ).delivered(profile)
        let remaining = account.remaining
        return ReservoirMessage(
            fillNanoliters: account.fill.picoliters / 1_000, remainingNanoliters: remaining.picoliters / 1_000,
            lowerNanoliters: max(0, (remaining - (bounds.upper - drawn)).picoliters / 1_000),
            upperNanoliters: (remaining + (drawn - bounds.lower)).picoliters / 1_000,
            low: snapshot.conditions.lists(.reservoirLow) || snapshot.conditions.lists(.reservoirEmpty))
    }

    private func bolus(_ snapshot: PumpSnapshot) -> BolusMessage? {
        guard let order = snapshot.bolus else { return nil }
        let left = order.volume - snapshot.bolusDelivered
        let added = order.kind == .prime ? snapshot.rate : snapshot.rate - snapshot.programRate
        let seconds = added > .zero ? (try? left.time(at: added))?.nanoseconds ?? 0 : 0
        return BolusMessage(
            bolusId: order.identifier, kind: BolusKindWord(order.kind),
            volumeNanoliters: order.volume.picoliters / 1_000,
            deliveredNanoliters: snapshot.bolusDelivered.picoliters / 1_000,
            remainingSeconds: (max(0, seconds) + 999_999_999) / 1_000_000_000)
    }

    /// A single bolus that waits for a demand bolus.
    private func suspended(_ snapshot: PumpSnapshot) -> BolusMessage? {
        guard let order = snapshot.suspended else { return nil }
        let left = order.volume - snapshot.suspendedDelivered
        let seconds = (try? order.volume.rate(over: order.duration)).flatMap { try? left.time(at: $0) } ?? .zero
        return BolusMessage(
            bolusId: order.identifier, kind: BolusKindWord(order.kind),
            volumeNanoliters: order.volume.picoliters / 1_000,
            deliveredNanoliters: snapshot.suspendedDelivered.picoliters / 1_000, remainingSeconds: Self.seconds(seconds)
        )
    }

    /// Every listed condition, the most urgent first.
    func alarms(_ snapshot: PumpSnapshot) -> [AlarmMessage] {
        let silenced = alarmManager.isSilenced(at: MonotonicClock.now())
        return Condition.allCases.filter { snapshot.conditions.lists($0) }
            .sorted { $0.priority > $1.priority }
            .map { condition in
                let since = (snapshot.at - snapshot.conditions.since(condition)).nanoseconds / 1_000_000_000
                return AlarmMessage(
                    condition, present: snapshot.conditions.isPresent(condition),
                    acknowledged: snapshot.conditions.isAcknowledged(condition), sinceSeconds: max(0, since),
                    silenced: silenced)
            }
    }

    private func realTime() -> RealTimeMessage {
        let shared = threads.shared
        let figures = latencies.figures
        let hasFIFO = shared.pointee.realTimeClass.load(ordering: .acquiring) == 1
        return RealTimeMessage(
            schedulingClass: hasFIFO ? .fifo : .other, memoryLocked: memoryIsLocked, latencyHold: latencyIsHeld,
            wakeUps: shared.pointee.wakeUps.load(ordering: .relaxed), latencyP50Nanoseconds: figures.p50.nanoseconds,
            latencyP99Nanoseconds: figures.p99.nanoseconds, latencyMaximumNanoseconds: figures.maximum.nanoseconds,
            lateEdges: lateEdges, degraded: isDegraded)
    }

    /// Whether the real-time thread has to do without what it asks for.
    var isDegraded: Bool {
        threads.shared.pointee.realTimeClass.load(ordering: .acquiring) != 1
            || threads.shared.pointee.supervisorClass.load(ordering: .acquiring) != 1 || !memoryIsLocked
    }
}
