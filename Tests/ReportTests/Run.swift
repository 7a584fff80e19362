// SPDX-License-Identifier: Apache-2.0

import ControlInterface
import Varlink

@testable import Report

/// A run of two days on a simulated rig: an occlusion, a crash with a bolus under way, an overridden limit, a step of the
/// clock.
enum Run {
    static let therapy = """
        schema = 1
        name = "dye, continuous"

        [reservoir]
        capacity = "20 mL"
        fill-volume = "20 mL"
        residual = "0.2 mL"
        fill-date = "2026-11-21"
        stability = "90 days"
        low-reservoir = "2 mL"
        reserve = "3 mL"

        [[drug]]
        name = "dye"
        concentration = "1 mg/mL"

        [infusion]
        mode = "simple-continuous"
        dose-rate = "0.48 mg/day"

        """

    /// `day` and `hour` after midnight of 2026-11-21.
    static func time(_ day: Int64, _ hour: Int64, _ minute: Int64 = 0) -> ReportTime {
        let midnight = ReportTime("2026-11-21T00:00:00Z")!.milliseconds
        return ReportTime(milliseconds: midnight + ((day * 24 + hour) * 60 + minute) * 60_000)
    }

    static func event(
        _ sequence: Int64, _ at: ReportTime, _ kind: String, _ severity: SeverityWord = .information,
        _ payload: JSONValue = [:], requirements: [String] = [], isTrusted: Bool = true
    ) -> EventMessage {
        EventMessage(
            sequence: sequence, monotonicNanoseconds: sequence, bootId: "b", wallTime: at.text,
            wallTimeTrusted: isTrusted, kind: kind, severity: severity, text: "of \(kind)", payload: payload,
            requirements: requirements, hash: "")
    }

    private static func started(_ sequence: Int64, _ at: ReportTime, calibration: String, isRestart: Bool)
        -> EventMessage
    {
        event(
            sequence, at, "daemon-started", .information,
            [
                "version": "0.1.0", "rigDigest": "0123456789abcdef0123456789abcdef",
                "calibration": .string(calibration),
                "calibrationUncertaintyMicro": 50_000, "libraryDigest": "fedcba", "isRestart": .bool(isRestart),
            ], requirements: ["BR-S10", "BR-S02"])
    }

    static let events = [
        started(1, time(0, 9), calibration: "tube-6", isRestart: false),
        started(2, time(0, 10), calibration: "tube-7", isRestart: true),
        event(
            3, time(0, 10, 5), "soft-limit-overridden", .medium,
            [
                "name": "ada", "reason": "bench trial", "field": "infusion.dose-rate", "asked": "0.48 mg/day",
                "limit": "0.4 mg/day", "source": "sample",
            ], requirements: ["BR-S05"]),
        event(4, time(0, 12), "condition-raised", .high, ["condition": "occlusion-downstream"]),
        event(5, time(0, 12, 1), "condition-acknowledged", .high, ["condition": "occlusion-downstream"]),
        event(
            6, time(0, 12, 2), "state-changed", .information,
            ["from": "delivering", "to": "stopped", "cause": "condition", "condition": "occlusion-downstream"]),
        event(7, time(0, 13), "condition-cleared", .high, ["condition": "occlusion-downstream"]),
        event(8, time(1, 1), "condition-raised", .low, ["condition": "reservoir-low"], isTrusted: false),
        started(9, time(1, 2), calibration: "tube-7", isRestart: true),
        event(
            10, time(1, 2), "uncertain-settled", .medium,
            ["pulses": 800, "volumePicoliters": 1_000_000, "boluses": []],
            requirements: ["BR-D11"]),
        event(11, time(1, 3), "wall-clock-stepped", .low, ["byNanoseconds": -1_500_000_000], requirements: ["BR-R02"]),
        event(12, time(1, 4), "annotation", .information),
    ]

    /// A row an hour, 20 uL each, but for two hours of standing still.
    static let telemetry: [TelemetryMessage] = (0..<48).map { hour in
        let isStill = hour == 13 || hour == 14
        let moved = Int64(hour + 1) - min(2, max(0, Int64(hour) - 12))
        return TelemetryMessage(
            minute: Int64(hour) * 60, minutes: 60, wallTime: time(0, Int64(hour) + 1).text,
            state: isStill ? .stopped : .delivering, rateNanolitersPerDay: isStill ? 0 : 480_000,
            forwardPicoliters: 20_000_000 * moved, reversePicoliters: 0,
            remainingNanoliters: 20_000_000 - 20_000 * moved,
            lowestPressurePascals: 900, meanPressurePascals: isStill ? nil : 1_000, highestPressurePascals: 1_100)
    }

    static let boluses = [
        RecordedBolusMessage(
            bolusId: 1, kind: .single, orderedNanoliters: 10_000, durationSeconds: 600, state: .interrupted,
            deliveredLowerNanoliters: 4_000, deliveredUpperNanoliters: 5_000, orderedAt: time(1, 1, 55).text,
            endedAt: time(1, 2).text)
    ]

    static func prescription(_ revision: Int64, _ at: ReportTime, text: String = therapy) -> RecordedPrescriptionMessage
    {
        RecordedPrescriptionMessage(
            revision: revision, text: text, digest: String(repeating: "cd", count: 32),
            rigDigest: "0123456789abcdef0123456789abcdef", operator: "ada", reason: "revision \(revision)",
            committedAt: at.text, fillNumber: 1)
    }

    static let totals = TotalsReply(
        forwardPulses: 1_000_000, reversePulses: 0,
        delivered: VolumeIntervalMessage(
            lowerPicoliters: 873_050_000, nominalPicoliters: 920_000_000, upperPicoliters: 966_000_000),
        reversePicoliters: 0, unprovenPicoliters: 1_000_000, fillNumber: 1, firstEntry: 1, lastEntry: 12,
        lastHash: String(repeating: "ab", count: 32), schema: 3, began: time(0, 0).text)

    static let status = StatusMessage(
        pump: "local", version: "0.1.0", notice: BenchNotice.text, uptimeSeconds: 1, state: .delivering, recorded: true,
        rig: RigMessage(
            name: "reference", digest: "0123456789abcdef0123456789abcdef", kind: .simulated, speedUp: 1,
            speedReachedMilli: 1_000),
        programRateNanolitersPerDay: 480_000, rateNanolitersPerDay: 480_000, maximumRateNanolitersPerDay: 24_000_000,
        safeRate: false,
        deliveredOnRecord: VolumeIntervalMessage(lowerPicoliters: 0, nominalPicoliters: 0, upperPicoliters: 0),
        deliveredSinceStart: VolumeIntervalMessage(lowerPicoliters: 0, nominalPicoliters: 0, upperPicoliters: 0),
        prescribedSinceStartPicoliters: 0, strokes: 0, odometerForwardPulses: 0, odometerReversePulses: 0,
        grantPulses: 0,
        clock: ClockMessage(known: false), doses: [], phaseKnown: true, alarms: [],
        realTime: RealTimeMessage(
            schedulingClass: .other, memoryLocked: true, latencyHold: false, wakeUps: 0, latencyP50Nanoseconds: 0,
            latencyP99Nanoseconds: 0, latencyMaximumNanoseconds: 0, lateEdges: 0, degraded: true))

    static func sources(
        since: ReportTime? = nil, until: ReportTime = time(2, 1), events: [EventMessage] = events
    ) -> RunSources {
        let span = RunSpan(since: since, until: until)
        var noted = RunEvents(span: span)
        for event in events { noted.note(event) }
        return RunSources(
            madeAt: time(2, 1), span: span, analyserVersion: "0.1.0", status: status, totals: totals,
            verification: VerifyReply(
                entries: 12, first: 1, last: 12, lastHash: String(repeating: "ab", count: 32), whole: true),
            events: noted, telemetry: telemetry, boluses: boluses, prescriptions: [prescription(1, time(0, 0))])
    }
}
