// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities

extension LedgerTime {
    /// A second counted from some start, in one boot.
    static func second(_ second: Int64, boot: String = "5a1e6f0e-0000-4000-8000-000000000001") -> LedgerTime {
        LedgerTime(
            monotonic: Instant(nanoseconds: second * 1_000_000_000),
            boottime: Instant(nanoseconds: second * 1_000_000_000 + 7),
            wall: Instant(nanoseconds: (1_700_000_000 + second) * 1_000_000_000), bootId: boot,
            clockIsSynchronised: second % 2 == 0)
    }
}

extension Instant {
    /// A second of pump time.
    static func second(_ second: Int64) -> Instant { Instant(nanoseconds: second * 1_000_000_000) }
}

extension Account {
    /// Forward steps of ten picolitres each.
    static func forward(_ steps: Int64) -> Account {
        Account(forwardSteps: StepCount(pulses: steps), forwardVolume: Volume(picoliters: steps * 10))
    }
}

extension Settlement {
    static func forward(
        _ steps: Int64, fullStep: Int64? = nil, isClean: Bool = false, pumpTime: Instant? = nil
    ) -> Settlement {
        Settlement(account: .forward(steps), fullStep: fullStep, isClean: isClean, pumpTime: pumpTime)
    }
}

extension EventRecord {
    static func number(_ sequence: Int64, _ event: Event) -> EventRecord {
        EventRecord(sequence: sequence, at: Instant(nanoseconds: sequence * 1_000), event: event)
    }
}

extension Event {
    /// A whole stroke that ends at `odometer`, ten picolitres a pulse, `share` of it for a bolus.
    static func stroke(
        _ sequence: Int64, pulses: Int64, odometer: Int64, bolus: Int64 = 1, share: Int64 = 0
    ) -> Event {
        let volume = Volume(picoliters: pulses * 10)
        let stroke = Stroke(
            sequence: sequence, pulses: StepCount(pulses: pulses), volume: volume, due: .zero, latestStart: .zero)
        return .strokeEnded(
            StrokeAccount(
                stroke: stroke, end: .completed, made: stroke.pulses, delivered: volume,
                bolus: share > 0 ? bolus : 0, bolusShare: Volume(picoliters: share),
                odometer: StepCount(pulses: odometer)))
    }
}

/// The error that `body` throws; nil if it does not.
func failure(_ body: () throws(LedgerError) -> Void) -> LedgerError? {
    do {
        try body()
        return nil
    } catch {
        return error
    }
}

extension StepCount {
    static func pulses(_ pulses: Int64) -> StepCount { StepCount(pulses: pulses) }
}

extension RigProfile {
    /// Any rig will do.
    static func bench() -> RigProfile {
        guard let curve = VolumeCurve(stepVolumes: 200, picoliters: { _ in 16_000 }) else {
            fatalError("a flat curve is a curve")
        }
        return RigProfile(
            pulsesPerFullStep: 16, curve: curve, strokeFullSteps: 60, minimumStrokeFullSteps: 10,
            maximumRate: FlowRate(picolitersPerDay: 200_000_000_000), rest: .hold, enableLead: .millisecond,
            calibrationUncertainty: Ratio(partsPerMillion: 50_000))
    }
}
