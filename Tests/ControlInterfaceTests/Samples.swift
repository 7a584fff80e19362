// SPDX-License-Identifier: Apache-2.0

import ControlInterface
import Varlink

/// A message of each type with every field set.
enum Samples {
    static let interval = VolumeIntervalMessage(lowerPicoliters: 1, nominalPicoliters: 2, upperPicoliters: 3)

    static let alarm = AlarmMessage(
        .occlusionDownstream, present: true, acknowledged: false, sinceSeconds: 4, silenced: false)

    static let status = StatusMessage(
        pump: "bench", version: "1", notice: BenchNotice.text, uptimeSeconds: 1, state: .delivering, recorded: true,
        rig: RigMessage(name: "reference", digest: "ab", kind: .simulated, speedUp: 200, speedReachedMilli: 199_900),
        prescription: PrescriptionMessage(revision: 3, name: "saline", mode: "simple-continuous"),
        programRateNanolitersPerDay: 1, rateNanolitersPerDay: 2, maximumRateNanolitersPerDay: 3,
        safeRate: true,
        deliveredOnRecord: interval, deliveredSinceStart: interval, prescribedSinceStartPicoliters: 4, strokes: 5,
        odometerForwardPulses: 6, odometerReversePulses: 7, grantPulses: 8,
        reservoir: ReservoirMessage(
            fillNanoliters: 1, remainingNanoliters: 2, lowerNanoliters: 3, upperNanoliters: 4, low: true),
        refillDates: RefillDatesMessage(noDemandSeconds: 1, allDemandSeconds: 2, stabilitySeconds: 3), refill: refill,
        bolus: bolus, suspendedBolus: bolus,
        bridge: BridgeMessage(remainingNanoliters: 1, remainingSeconds: 2, rateNanolitersPerDay: 3),
        clock: ClockMessage(
            known: true, shows: "2026-11-23 06:30:05", weekday: "Monday", aheadSeconds: -2, offsetSeconds: 3_600),
        doses: [dose], ahead: [tip], front: FrontMessage(earliestSeconds: 1, nominalSeconds: 2, latestSeconds: 3),
        trial: trial,
        service: ServiceLifeMessage(
            revolutions: 1, tubeCompressions: 2, tubeCompressionsLimit: 3, batteryUsedMilli: 4,
            batteryRemainingDays: 5, replacementDue: true, remainingDays: 6),
        pressurePascals: 9, rotorCounts: 10, phaseKnown: true, alarms: [alarm],
        realTime: RealTimeMessage(
            schedulingClass: .fifo, memoryLocked: true, latencyHold: true, wakeUps: 1, latencyP50Nanoseconds: 2,
            latencyP99Nanoseconds: 3, latencyMaximumNanoseconds: 4, lateEdges: 5, degraded: false))

    static let bolus = BolusMessage(
        bolusId: 1, kind: .demand, volumeNanoliters: 2, deliveredNanoliters: 3, remainingSeconds: 4)

    static let dose = DoseMessage(
        drug: "morphine", concentrationNanogramsPerMilliliter: 1, outletNanogramsPerDay: 2, tipNanogramsPerDay: 3,
        tipLowestNanogramsPerDay: 4, tipHighestNanogramsPerDay: 5, tipMixedNanogramsPerDay: 6, hourNanograms: 7,
        hourCeilingNanograms: 8, dayNanograms: 9, dayCeilingNanograms: 10)

    static let refill = RefillMessage(
        step: .aspirated, expectedResidualNanoliters: 1, uncertaintyNanoliters: 2, aspiratedNanoliters: 3, warning: "w")

    static let trial = TrialMessage(
        kind: .multipleInjections, step: "observation", dosesGiven: 1, dosesPlanned: 2, lastScore: 3, relief: true,
        remainingSeconds: 4, next: "n")

    static let softLimit = SoftLimitMessage(field: "infusion.rate", asked: "2 mL/day", limit: "1 mL/day", source: "s")

    static let proposal = ProposeReply(
        proposalId: "p", oldDocument: "d", changes: [ChangeMessage(field: "a", old: "1", new: "2")],
        figures: [figure], warnings: ["w"], softLimits: [softLimit],
        ahead: [tip], expiresSeconds: 180)

    static let tip = TipDoseMessage(
        hours: 6, drug: "morphine", outletNanogramsPerDay: 1, tipNanogramsPerDay: 2, tipLowestNanogramsPerDay: 3,
        tipHighestNanogramsPerDay: 4, tipMixedNanogramsPerDay: 5)

    static let figure = FigureMessage(name: "daily volume", text: "0.5 mL")
    static let problem = ProblemMessage(file: "a.toml", line: 1, column: 2, field: "infusion.rate", message: "no unit")

    static let selfTest = SelfTestReply(
        passed: false, checks: [CheckMessage(name: "storage", passed: false, text: "read-only")])

    static let doctor = DoctorReply(
        findings: [
            FindingMessage(check: "cpu-governor", verdict: .notice, text: "4 CPUs: powersave", remedy: "Change it.")
        ],
        latency: LatencyMessage(
            source: .record, verdict: .good, wakeUps: 3, p50Nanoseconds: 1, p99Nanoseconds: 2, p999Nanoseconds: 3,
            maximumNanoseconds: 4, lateEdgeBoundNanoseconds: 5,
            bands: [LatencyBandMessage(upToNanoseconds: 20_000, count: 3, shareMicro: 1_000_000)]))

    static let event = EventMessage(
        sequence: 1, monotonicNanoseconds: 2, bootId: "b", wallTime: "2026-01-01T00:00:00Z", wallTimeTrusted: true,
        kind: "stroke-ended", severity: .information, text: "A stroke ended.", payload: ["pulses": 4],
        requirements: ["BR-D13"], hash: "cd")

    /// What each method takes.
    static let parameters: [ControlMethod: any Encodable & Sendable] = [
        .status: EmptyMessage(), .watch: EmptyMessage(), .stop: EmptyMessage(),
        .resume: ResumeParameters(requestId: "r", revision: 1), .alarms: EmptyMessage(),
        .silence: SilenceParameters(seconds: 60), .alarmTest: EmptyMessage(),
        .acknowledge: AcknowledgeParameters(requestId: "r", condition: "restarted"), .interrogate: EmptyMessage(),
        .propose: ProposeParameters(
            requestId: "r", document: "d", revision: 1, operator: "o", fileName: "f", declineBridge: "rinsed"),
        .commit: CommitParameters(
            requestId: "r", proposalId: "p", revision: 1, operator: "o", overrideName: "n", overrideReason: "w"),
        .setClock: SetClockParameters(requestId: "r", unixSeconds: 1, offsetSeconds: -3_600, operator: "o"),
        .prime: PrimeParameters(requestId: "r", revision: 1, volumeNanoliters: 2),
        .declarePath: DeclarePathParameters(requestId: "r", contents: .free, operator: "o", reason: "new"),
        .refillStep: RefillStepParameters(
            requestId: "r", operator: "o", step: .fill, volumeNanoliters: 1, document: "d", fileName: "f",
            declineBridge: "rinsed", overrideName: "n", overrideReason: "w"),
        .trialStep: TrialStepParameters(
            requestId: "r", revision: 1, operator: "o", step: .score, score: 3, text: "t"),
        .trialReport: EmptyMessage(), .annotate: AnnotateParameters(requestId: "r", operator: "o", text: "t"),
        .requestBolus: RequestParameters(requestId: "r"), .allowance: EmptyMessage(),
        .replaced: ReplacedParameters(requestId: "r", part: .tube, operator: "o"),
        .bolus: BolusParameters(
            requestId: "r", revision: 1, doseNanograms: 1, volumeNanoliters: 2, durationSeconds: 3, overrideName: "n",
            overrideReason: "r"),
        .cancelBolus: CancelBolusParameters(requestId: "r", bolusId: 1),
        .outcome: RequestParameters(requestId: "r"), .selfTest: RequestParameters(requestId: "r"),
        .clearFailure: RequestParameters(requestId: "r"), .doctor: EmptyMessage(),
        .injectFault: InjectFaultParameters(
            requestId: "r", fault: "stall", seconds: 1, amountMillionths: 2, overSeconds: 3, everySeconds: 4, end: true),
        .events: EventsParameters(
            after: 1, limit: 2, kinds: ["a"], minimumSeverity: .low, since: "2026-01-01T00:00:00Z",
            until: "2026-01-02T00:00:00Z", follow: true),
        .telemetry: SpanParameters(since: "2026-01-01T00:00:00Z", until: "2026-01-02T00:00:00Z", limit: 1),
        .boluses: SpanParameters(since: "2026-01-01T00:00:00Z", until: "2026-01-02T00:00:00Z", limit: 1),
        .prescriptions: EmptyMessage(), .totals: EmptyMessage(), .verify: EmptyMessage(), .backup: EmptyMessage(),
    ]

    /// What each method answers.
    static let replies: [ControlMethod: any Encodable & Sendable] = [
        .status: StatusReply(status: status), .watch: WatchReply(status: status, heartbeat: true),
        .stop: StopReply(recorded: true, confirmed: true, lastOdometerPulses: 1), .resume: EmptyMessage(),
        .alarms: AlarmsReply(alarms: [alarm]), .silence: SilenceReply(seconds: 60),
        .alarmTest: AlarmTestReply(seconds: 15, hasOutputs: false),
        .acknowledge: AcknowledgeReply(listed: true),
        .interrogate: InterrogateReply(
            pump: "bench", rigName: "reference", rigDigest: "ab", revision: 1, document: "d", documentDigest: "e",
            fileName: "f", operator: "o", committedAt: "2026-01-01T00:00:00Z", figures: [figure],
            maximumRateNanolitersPerDay: 1, minimumBolusNanoliters: 2, strokePicoliters: 3,
            limits: [LimitMessage(name: "rate", text: "24 mL/day")]),
        .propose: proposal, .commit: CommitReply(revision: 2),
        .setClock: SetClockReply(before: "2026-11-23 06:30:00", shows: "2026-11-23 06:30:05"),
        .prime: PrimeReply(
            bolusId: 1, volumeNanoliters: 2, rateNanolitersPerDay: 3, expectedSeconds: 4, warning: "w"),
        .declarePath: EmptyMessage(),
        .refillStep: RefillStepReply(refill: refill, proposal: proposal, revision: 1, next: "n"),
        .trialStep: TrialStepReply(trial: trial),
        .trialReport: TrialReportReply(lines: ["l"], proposedDocument: "d", report: ["doses": 1]),
        .annotate: EmptyMessage(),
        .requestBolus: RequestBolusReply(bolusId: 1, volumeNanoliters: 2, expectedSeconds: 3),
        .allowance: AllowanceReply(
            prescribed: true, possible: false, reason: "w", nextSeconds: 1, leftToday: 2, volumeNanoliters: 3,
            doseNanograms: 4, drug: "morphine"),
        .replaced: EmptyMessage(),
        .bolus: BolusReply(bolusId: 1, volumeNanoliters: 2, rateNanolitersPerDay: 3, expectedSeconds: 4),
        .cancelBolus: EmptyMessage(),
        .outcome: OutcomeReply(state: .done, method: "m", error: "e", outcome: [:]), .selfTest: selfTest,
        .clearFailure: selfTest, .doctor: doctor, .injectFault: EmptyMessage(),
        .events: EventsReply(event: event, heartbeat: true),
        .telemetry: TelemetryReply(
            row: TelemetryMessage(
                minute: 1, minutes: 10, wallTime: "2026-01-01T00:00:00Z", state: .delivering, rateNanolitersPerDay: 2,
                forwardPicoliters: 3, reversePicoliters: 4, remainingNanoliters: 5, lowestPressurePascals: 6,
                meanPressurePascals: 7, highestPressurePascals: 8)),
        .boluses: BolusesReply(
            bolus: RecordedBolusMessage(
                bolusId: 1, kind: .demand, orderedNanoliters: 2, durationSeconds: 3, state: .interrupted,
                deliveredLowerNanoliters: 4, deliveredUpperNanoliters: 5, orderedAt: "2026-01-01T00:00:00Z",
                endedAt: "2026-01-01T00:01:00Z", requestId: "r")),
        .prescriptions: PrescriptionsReply(
            prescription: RecordedPrescriptionMessage(
                revision: 1, text: "t", digest: "d", rigDigest: "e", operator: "o", reason: "r",
                committedAt: "2026-01-01T00:00:00Z", fillNumber: 2)),
        .totals: TotalsReply(
            forwardPulses: 1, reversePulses: 2,
            delivered: VolumeIntervalMessage(lowerPicoliters: 3, nominalPicoliters: 4, upperPicoliters: 5),
            reversePicoliters: 6, unprovenPicoliters: 7, fillNumber: 8, firstEntry: 9, lastEntry: 10, lastHash: "h",
            schema: 3, began: "2026-01-01T00:00:00Z"),
        .verify: VerifyReply(
            entries: 1, first: 2, last: 3, lastHash: "h", whole: false,
            broken: BrokenEntryMessage(sequence: 3, text: "t")),
        .backup: BackupReply(part: "AA==", bytes: 1, sha256: "h"),
    ]

    static let errors: [ControlError] = [
        .notInState(.paused), .conditionStands("late-edge"), .noSuchCondition("late-edge"), .noProgram,
        .limitExceeded(limit: "maximumRateNanolitersPerDay", allowed: 1, asked: 2),
        .notDeliverable(minimumNanoliters: 3), .staleProposal, .noSuchProposal, .bolusActive, .noSuchBolus,
        .beyondReservoir(remainingNanoliters: 4), .stopInputAsserted, .invalidDocument([problem]),
        .revisionMismatch(revision: 5), .requestConflict(requestId: "r"), .requestPending(requestId: "r"),
        .requestInterrupted(requestId: "r"),
        .noDemand, .lockedOut(because: .count, remainingSeconds: 6, text: "t"),
        .doseLimit(window: .day, drug: "morphine", ceilingNanograms: 7, remainingSeconds: 8), .bridgeActive,
        .noPrimeRate, .pathNotFree, .beyondPath(leftNanoliters: 9), .noTrial,
        .outOfOrder(step: "fill", text: "t"), .softLimits([softLimit]), .realTimeDegraded, .noTestRig, .tooManyCalls,
        .tooManyConnections, .internalError,
    ]
}
