// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension Event {
    /// Every field of the event, as ``EventTranscript/fields`` describes them.
    var fields: Payload {
        switch self {
        case .stateChanged(let from, let to, let cause): Self.change(from, to, cause)
        case .outcome(let command, let outcome): Self.outcome(command, outcome)
        case .granted(let limit): ["limitPulses": .integer(limit.pulses)]
        case .programLoaded(let revision): ["revision": .integer(revision)]
        case .strokeEnded(let account): Self.stroke(account)
        case .bolusStarted(let order): Self.bolus(order)
        case .bolusPreempted(let identifier, let remaining), .bolusResumed(let identifier, let remaining):
            ["bolus": .integer(identifier), "remainingPicoliters": .integer(remaining.picoliters)]
        case .bolusEnded(let identifier, let delivered, let end):
            [
                "bolus": .integer(identifier), "deliveredPicoliters": .integer(delivered.picoliters),
                "end": .string(end.name),
            ]
        case .conditionRaised(let condition), .conditionAcknowledged(let condition), .conditionCleared(let condition):
            ["condition": .string(condition.name), "priority": .string(Severity(condition.priority).name)]
        case .forfeited(let from, let to, let reason):
            [
                "fromNanoseconds": .integer(from.nanoseconds), "reason": .string(reason.name),
                "toNanoseconds": .integer(to.nanoseconds),
            ]
        case .rateChanged(let rate), .staircaseHeld(let rate):
            ["ratePicolitersPerDay": .integer(rate.picolitersPerDay)]
        case .periodicDose, .bridgeEnded, .buttonPressed: [:]
        case .doseLimited(let window, let slot): ["slot": .integer(Int64(slot)), "window": .string(window.name)]
        case .clockSet(let before, let after): Self.clock(before, after)
        case .pathDeclared(let isFree, let position):
            ["forwardPicoliters": .integer(position.picoliters), "isFree": .boolean(isFree)]
        case .mixtureEntered(let position): ["forwardPicoliters": .integer(position.picoliters)]
        case .lineFound(let finding, let pressure, let since):
            [
                "finding": .string(finding.name), "pressurePascals": .integer(pressure.pascals),
                "sincePicoliters": .integer(since.picoliters),
            ]
        case .sensorFailed(let sensor, let fault): ["fault": .string(fault.name), "sensor": .string(sensor.name)]
        case .sensorRecovered(let sensor): ["sensor": .string(sensor.name)]
        case .stalled(let lost), .stallRecovered(let lost): ["lostPicoliters": .integer(lost.picoliters)]
        case .deliveryFound(let sensor, let measured, let commanded, let since):
            [
                "commandedPicoliters": .integer(commanded.picoliters),
                "measuredPicoliters": .integer(measured.picoliters), "sensor": .string(sensor.name),
                "sinceNanoseconds": .integer(since.nanoseconds),
            ]
        case .phaseFound(let fullStep): ["fullStep": .integer(fullStep)]
        case .selfTested(let report):
            ["failed": .strings(report.failed.names), "passed": .boolean(report.passed)]
        case .invariantBroken(let invariant): ["invariant": .string(invariant.name)]
        }
    }

    private static func bolus(_ order: BolusOrder) -> Payload {
        [
            "bolus": .integer(order.identifier), "durationNanoseconds": .integer(order.duration.nanoseconds),
            "kind": .string(order.kind.name), "volumePicoliters": .integer(order.volume.picoliters),
        ]
    }

    private static func clock(_ before: Int64?, _ after: Int64) -> Payload {
        var fields: Payload = ["afterNanoseconds": .integer(after)]
        fields["beforeNanoseconds"] = before.map { .integer($0) }
        return fields
    }

    private static func change(_ from: PumpState, _ to: PumpState, _ cause: Event.Cause) -> Payload {
        var fields: Payload = ["cause": .string(cause.name), "from": .string(from.name), "to": .string(to.name)]
        switch cause {
        case .stop(let origin): fields["origin"] = .string(origin.name)
        case .condition(let condition): fields["condition"] = .string(condition.name)
        case .command, .pauseLimit, .ended, .timeLimit, .selfTest, .invariant: break
        }
        return fields
    }

    private static func outcome(_ command: Int64, _ outcome: CommandOutcome) -> Payload {
        var fields: Payload = ["command": .integer(command), "outcome": .string(outcome.name)]
        switch outcome {
        case .notInState(let state): fields["state"] = .string(state.name)
        case .conditionStands(let condition): fields["condition"] = .string(condition.name)
        case .rateAboveMaximum(let asked, let allowed):
            fields["allowedPicolitersPerDay"] = .integer(allowed.picolitersPerDay)
            fields["askedPicolitersPerDay"] = .integer(asked.picolitersPerDay)
        case .notDeliverable(let minimum): fields["minimumPicoliters"] = .integer(minimum.picoliters)
        case .beyondReservoir(let remaining): fields["remainingPicoliters"] = .integer(remaining.picoliters)
        case .lockedOut(let until), .countReached(let until):
            fields["untilNanoseconds"] = .integer(until.nanoseconds)
        case .windowExceeded(let window, let slot):
            fields["slot"] = .integer(Int64(slot))
            fields["window"] = .string(window.name)
        case .beyondPath(let left): fields["leftPicoliters"] = .integer(left.picoliters)
        case .accepted, .noProgram, .bolusActive, .noSuchBolus, .noDemand, .bridgeActive, .noPrimeRate, .pathNotFree,
            .noStaircase, .stopInputAsserted:
            break
        }
        return fields
    }

    private static func stroke(_ account: StrokeAccount) -> Payload {
        [
            "bolus": .integer(account.bolus),
            "bolusSharePicoliters": .integer(account.bolusShare.picoliters),
            "deliveredPicoliters": .integer(account.delivered.picoliters),
            "dueNanoseconds": .integer(account.stroke.due.nanoseconds),
            "end": .string(account.end.name),
            "latestStartNanoseconds": .integer(account.stroke.latestStart.nanoseconds),
            "madePulses": .integer(account.made.pulses),
            "odometerPulses": .integer(account.odometer.pulses),
            "pulses": .integer(account.stroke.pulses.pulses),
            "stroke": .integer(account.stroke.sequence),
            "volumePicoliters": .integer(account.stroke.volume.picoliters),
        ]
    }
}
