// SPDX-License-Identifier: Apache-2.0

import ControlInterface

/// What the fake daemon shows.
enum Bench {
    static let interval = VolumeIntervalMessage(
        lowerPicoliters: 12_100_000, nominalPicoliters: 12_345_678, upperPicoliters: 12_600_000)

    static let alarm = AlarmMessage(
        .reservoirLow, present: true, acknowledged: false, sinceSeconds: 3_725, silenced: false)

    static var status: StatusMessage {
        StatusMessage(
            pump: "local", version: "0.1.0", notice: BenchNotice.text, uptimeSeconds: 90_061, state: .delivering,
            recorded: true,
            rig: RigMessage(
                name: "reference", digest: "0123456789abcdef", kind: .simulated, speedUp: 200,
                speedReachedMilli: 199_870),
            prescription: PrescriptionMessage(revision: 3, name: "saline", mode: "simple-continuous"),
            programRateNanolitersPerDay: 500_000, rateNanolitersPerDay: 740_500,
            maximumRateNanolitersPerDay: 24_000_000, safeRate: false,
            deliveredOnRecord: VolumeIntervalMessage(
                lowerPicoliters: 1_960_000_000, nominalPicoliters: 2_000_500_000, upperPicoliters: 2_040_000_000),
            deliveredSinceStart: interval, prescribedSinceStartPicoliters: 12_500_000, strokes: 24,
            odometerForwardPulses: 96_000, odometerReversePulses: 0, grantPulses: 96_800,
            reservoir: ReservoirMessage(
                fillNanoliters: 20_000_000, remainingNanoliters: 1_999_500, lowerNanoliters: 1_960_000,
                upperNanoliters: 2_040_000, low: true),
            bolus: BolusMessage(
                bolusId: 4, kind: .single, volumeNanoliters: 10_000, deliveredNanoliters: 1_500, remainingSeconds: 510),
            clock: ClockMessage(
                known: true, shows: "2026-11-23 06:30:05", weekday: "Monday", aheadSeconds: -2, offsetSeconds: 3_600),
            doses: [dose], pressurePascals: 1_234, phaseKnown: true, alarms: [alarm],
            realTime: RealTimeMessage(
                schedulingClass: .other, memoryLocked: true, latencyHold: false, wakeUps: 1_000,
                latencyP50Nanoseconds: 12_345, latencyP99Nanoseconds: 98_700, latencyMaximumNanoseconds: 23_000_000,
                lateEdges: 0, degraded: true))
    }

    static let interrogation = InterrogateReply(
        pump: "local", rigName: "reference", rigDigest: "0123456789abcdef", revision: 3,
        document: "schema = 1\nname = \"saline\"\n", operator: "ada", committedAt: "2026-01-01T00:00:00Z",
        figures: [FigureMessage(name: "daily volume", text: "0.5 mL")], maximumRateNanolitersPerDay: 24_000_000,
        minimumBolusNanoliters: 500, strokePicoliters: 500_000, limits: [LimitMessage(name: "rate", text: "24 mL/day")])

    static let proposal = ProposeReply(
        proposalId: "p1", oldDocument: "old",
        changes: [
            ChangeMessage(field: "infusion.rate", old: "0.5 mL/day", new: "0.75 mL/day"),
            ChangeMessage(field: "limits.rate", new: "2 mL/day"),
        ],
        figures: [
            FigureMessage(name: "daily volume", text: "0.75 mL"), FigureMessage(name: "refill", text: "in 24 days"),
        ],
        warnings: ["the rate is half as high again"], softLimits: [], ahead: [], expiresSeconds: 180)

    /// A machine with something of each verdict.
    static let doctor = DoctorReply(
        findings: [
            FindingMessage(check: "kernel-preemption", verdict: .good, text: "Linux 6.12.25-rt: PREEMPT_RT"),
            FindingMessage(
                check: "cpu-governor", verdict: .notice, text: "powersave on CPU 0-3", remedy: "Set performance."),
            FindingMessage(
                check: "gpio-lines", verdict: .bad,
                text: "pinctrl-bcm2711: 1 of the rig's 2 lines cannot be had\nstep: GPIO17 is not there",
                remedy: "Give the rig file another."),
            FindingMessage(check: "released-lines", verdict: .unknown, text: "not looked at"),
        ],
        latency: LatencyMessage(
            source: .record, verdict: .good, wakeUps: 2_000, p50Nanoseconds: 14_000, p99Nanoseconds: 40_000,
            p999Nanoseconds: 90_000, maximumNanoseconds: 400_000, lateEdgeBoundNanoseconds: 2_000_000,
            bands: [
                LatencyBandMessage(upToNanoseconds: 20_000, count: 1_599, shareMicro: 799_500),
                LatencyBandMessage(upToNanoseconds: 50_000, count: 400, shareMicro: 200_000),
                LatencyBandMessage(upToNanoseconds: 2_000_000, count: 1, shareMicro: 500),
                LatencyBandMessage(count: 0, shareMicro: 0),
            ]))

    /// What a healthy daemon answers.
    static func answer(_ method: ControlMethod) -> FakeDaemon.Answer {
        switch method {
        case .status: .encoded(StatusReply(status: status))
        case .watch: .encoded(WatchReply(status: status))
        case .stop: .encoded(StopReply(recorded: true, confirmed: true, lastOdometerPulses: 96_000))
        case .resume, .cancelBolus, .injectFault, .declarePath, .annotate, .replaced: .reply([:])
        case .alarms: .encoded(AlarmsReply(alarms: [alarm]))
        case .silence: .encoded(SilenceReply(seconds: 300))
        case .alarmTest: .encoded(AlarmTestReply(seconds: 15, hasOutputs: true))
        case .acknowledge: .encoded(AcknowledgeReply(listed: true))
        case .interrogate: .encoded(interrogation)
        case .propose: .encoded(proposal)
        case .commit: .encoded(CommitReply(revision: 4))
        case .bolus:
            .encoded(
                BolusReply(
                    bolusId: 5, volumeNanoliters: 10_000, rateNanolitersPerDay: 1_440_000, expectedSeconds: 600))
        case .outcome: .encoded(OutcomeReply(state: .unknown))
        case .setClock, .prime, .refillStep, .trialStep, .trialReport, .requestBolus, .allowance: therapy(method)
        case .selfTest, .clearFailure:
            .encoded(SelfTestReply(passed: false, checks: [CheckMessage(name: "storage", passed: false, text: "full")]))
        case .doctor: .encoded(doctor)
        case .events, .telemetry, .totals, .boluses, .prescriptions, .verify, .backup: history(method)
        }
    }
}
