// SPDX-License-Identifier: Apache-2.0

import ControlInterface

/// What the fake daemon knows of a therapy.
extension Bench {
    /// All of it at the tip.
    static let dose = DoseMessage(
        drug: "morphine", concentrationNanogramsPerMilliliter: 1_000_000, outletNanogramsPerDay: 740_500,
        tipNanogramsPerDay: 740_500, tipLowestNanogramsPerDay: 740_500, tipHighestNanogramsPerDay: 740_500,
        tipMixedNanogramsPerDay: 740_500, hourNanograms: 31_000, dayNanograms: 600_250, dayCeilingNanograms: 1_000_000)

    static let refill = RefillMessage(
        step: .aspirated, expectedResidualNanoliters: 2_000_000, uncertaintyNanoliters: 50_000,
        aspiratedNanoliters: 1_500_000, warning: "500 uL less came out than was expected: look for a leak")

    static let trial = TrialMessage(
        kind: .multipleInjections, step: "observation after dose 1", dosesGiven: 1, dosesPlanned: 3, lastScore: 4,
        relief: true, remainingSeconds: 7_500, next: "Score the pain: cisterna trial score N")

    static let allowance = AllowanceReply(
        prescribed: true, possible: true, nextSeconds: 0, leftToday: 3, volumeNanoliters: 5_000, doseNanograms: 5_000,
        drug: "morphine")

    /// A status with everything that a therapy can have under way.
    static var busyStatus: StatusMessage {
        var status = Bench.status
        status.safeRate = true
        status.bolus?.kind = .demand
        status.suspendedBolus = BolusMessage(
            bolusId: 3, kind: .single, volumeNanoliters: 20_000, deliveredNanoliters: 5_000, remainingSeconds: 600)
        status.bridge = BridgeMessage(
            remainingNanoliters: 394_200, remainingSeconds: 169_920, rateNanolitersPerDay: 200_000)
        status.doses[0].tipNanogramsPerDay = 500_000
        status.doses[0].tipLowestNanogramsPerDay = 480_000
        status.doses[0].tipMixedNanogramsPerDay = 600_000
        status.doses[0].hourCeilingNanograms = 31_000
        status.front = FrontMessage(earliestSeconds: 3_600, nominalSeconds: 4_000, latestSeconds: 7_200)
        status.trial = trial
        status.refill = refill
        status.refillDates = RefillDatesMessage(
            noDemandSeconds: 2_073_600, allDemandSeconds: 1_728_000, stabilitySeconds: 5_184_000)
        status.service = ServiceLifeMessage(
            revolutions: 1_200, tubeCompressions: 4_800, tubeCompressionsLimit: 100_000, batteryUsedMilli: 985,
            batteryRemainingDays: 0, replacementDue: true, remainingDays: 85)
        return status
    }

    /// The proposal with doses for 72 hours, hour by hour, and beyond a soft limit.
    static var boldProposal: ProposeReply {
        var proposal = Bench.proposal
        proposal.ahead = (0...72).map { hour in
            TipDoseMessage(
                hours: hour, drug: "morphine", outletNanogramsPerDay: 750_000, tipNanogramsPerDay: 10_000 * hour,
                tipLowestNanogramsPerDay: 0, tipHighestNanogramsPerDay: 750_000, tipMixedNanogramsPerDay: 375_000)
        }
        proposal.softLimits = [
            SoftLimitMessage(
                field: "infusion.rate", asked: "0.75 mg/day", limit: "0.6 mg/day", source: "drugs/morphine.toml:12")
        ]
        return proposal
    }

    static func refillReply(_ step: RefillStageWord?, _ proposal: ProposeReply? = nil, revision: Int64 = 3)
        -> FakeDaemon.Answer
    {
        var refill = refill
        refill.step = step ?? .begun
        return .encoded(
            RefillStepReply(refill: step == nil ? nil : refill, proposal: proposal, revision: revision, next: "go on"))
    }

    static func therapy(_ method: ControlMethod) -> FakeDaemon.Answer {
        switch method {
        case .setClock: .encoded(SetClockReply(before: "2026-11-23 06:30:05", shows: "2026-11-23 06:30:07"))
        case .prime:
            .encoded(
                PrimeReply(
                    bolusId: 6, volumeNanoliters: 395_000, rateNanolitersPerDay: 20_000_000, expectedSeconds: 1_706,
                    warning: "The dead volume is certain to 10 uL only, and mixtures mix."))
        case .refillStep: refillReply(.begun)
        case .trialStep: .encoded(TrialStepReply(trial: trial))
        case .trialReport:
            .encoded(
                TrialReportReply(
                    lines: ["Trial: multiple injections", "3 doses"], proposedDocument: "schema = 1\n",
                    report: ["doses": 3]))
        case .requestBolus:
            .encoded(RequestBolusReply(bolusId: 7, volumeNanoliters: 5_000, expectedSeconds: 300))
        default: .encoded(allowance)
        }
    }
}
