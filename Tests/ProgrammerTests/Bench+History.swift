// SPDX-License-Identifier: Apache-2.0
import ControlInterface

extension Bench {
    static let totals = TotalsReply(
        forwardPulses: 96_000, reversePulses: 0,
        delivered: VolumeIntervalMessage(
            lowerPicoliters: 1_190_000_000, nominalPicoliters: 1_200_000_000, upperPicoliters: 1_210_000_000),
        reversePicoliters: 0, unprovenPicoliters: 0, fillNumber: 1, firstEntry: 1, lastEntry: 40,
        lastHash: String(repeating: "ab", count: 32), schema: 3, began: "2026-11-20T08:00:00.000Z")

    /// What a daemon with an empty history answers.
    static func history(_ method: ControlMethod) -> FakeDaemon.Answer {
        switch method {
        case .telemetry: .encoded(TelemetryReply())
        case .boluses: .encoded(BolusesReply())
        case .prescriptions: .encoded(PrescriptionsReply())
        case .backup:
            .encoded(BackupReply(bytes: 0, sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        case .verify:
            .encoded(VerifyReply(entries: 40, first: 1, last: 40, lastHash: totals.lastHash, whole: true))
        default: .encoded(totals)
        }
    }
}
