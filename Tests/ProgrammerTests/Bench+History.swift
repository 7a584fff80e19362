// SPDX-License-Identifier: Apache-2.0

import ControlInterface
import Varlink

extension Bench {
    static let started = event(
        1, "daemon-started",
        payload: [
            "version": "0.1.0", "rigDigest": "0123456789abcdef", "calibration": "tube-7",
            "calibrationUncertaintyMicro": 50_000, "isRestart": false,
        ], requirements: ["BR-S10"])

    static let raised = event(
        7, "condition-raised", severity: .high, payload: ["condition": "occlusion-downstream", "priority": "high"])

    static let telemetry = [1, 2, 3].map { (minute: Int64) in
        TelemetryMessage(
            minute: minute, minutes: 1, wallTime: "2026-11-21T10:0\(minute):00.000Z", state: .delivering,
            rateNanolitersPerDay: 1_440_000, forwardPicoliters: 1_000_000 * minute, reversePicoliters: 0,
            remainingNanoliters: 19_000, lowestPressurePascals: minute == 2 ? nil : 900,
            meanPressurePascals: minute == 2 ? nil : 1_000, highestPressurePascals: minute == 2 ? nil : 1_100)
    }

    static let totals = TotalsReply(
        forwardPulses: 24_000, reversePulses: 0,
        delivered: VolumeIntervalMessage(
            lowerPicoliters: 2_850_000, nominalPicoliters: 3_000_000, upperPicoliters: 3_150_000), reversePicoliters: 0,
        unprovenPicoliters: 0, fillNumber: 1, firstEntry: 1, lastEntry: 7,
        lastHash: String(repeating: "ab", count: 32), schema: 3, began: "2026-11-21T10:00:00.000Z")

    static let bolus = RecordedBolusMessage(
        bolusId: 1, kind: .single, orderedNanoliters: 10_000, durationSeconds: 600, state: .interrupted,
        deliveredLowerNanoliters: 4_000, deliveredUpperNanoliters: 4_500, orderedAt: "2026-11-21T10:01:00.000Z",
        endedAt: "2026-11-21T10:02:00.000Z", requestId: "r1")

    static let prescription = RecordedPrescriptionMessage(
        revision: 3, text: "schema = 1\nname = \"saline\"\n", digest: String(repeating: "cd", count: 32),
        rigDigest: "0123456789abcdef", operator: "ada", reason: "first", committedAt: "2026-11-21T10:00:30.000Z",
        fillNumber: 1)

    static let whole = VerifyReply(
        entries: 7, first: 1, last: 7, lastHash: String(repeating: "ab", count: 32), whole: true)

    static let broken = VerifyReply(
        entries: 4, first: 1, last: 4, lastHash: String(repeating: "ef", count: 32), whole: false,
        broken: BrokenEntryMessage(sequence: 5, text: "its hash is another one"))

    static func event(
        _ sequence: Int64, _ kind: String, severity: SeverityWord = .information, payload: JSONValue = [:],
        requirements: [String] = []
    ) -> EventMessage {
        EventMessage(
            sequence: sequence, monotonicNanoseconds: sequence * 1_000_000_000, bootId: "b",
            wallTime: "2026-11-21T10:00:0\(sequence).000Z", wallTimeTrusted: sequence != 7, kind: kind,
            severity: severity, text: "what \(kind) says", payload: payload, requirements: requirements,
            hash: String(repeating: "0\(sequence)", count: 32))
    }

    /// What a healthy daemon answers of its record.
    static func history(_ method: ControlMethod) -> FakeDaemon.Answer {
        switch method {
        case .telemetry: .encoded(all: telemetry.map { TelemetryReply(row: $0) } + [TelemetryReply()])
        case .totals: .encoded(totals)
        case .boluses: .encoded(all: [BolusesReply(bolus: bolus), BolusesReply()])
        case .prescriptions:
            .encoded(all: [PrescriptionsReply(prescription: prescription), PrescriptionsReply()])
        case .verify: .encoded(whole)
        case .backup:
            .encoded(BackupReply(bytes: 0, sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        default: .encoded(all: [EventsReply(event: started), EventsReply(event: raised), EventsReply()])
        }
    }
}
