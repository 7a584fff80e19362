// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// A core event as a record keeps it: what kind it is, how much it matters, and what it says.
public struct EventTranscript: Hashable, Sendable {
    /// The event's stable name: `state-changed`, `stroke-ended`.
    public let kind: String
    public let severity: Severity
    /// Every field of the event. Volumes are in picolitres, rates in picolitres a day, steps in pulses, times in
    /// nanoseconds of the rig clock; values of enumerations are their stable names.
    public let fields: Payload

    /// ``fields`` as one line of JSON with sorted keys.
    public var payload: String { fields.text }

    public init(of record: EventRecord) {
        kind = record.event.name
        severity = Self.severity(of: record.event)
        fields = Self.fields(of: record.event)
    }

    private static func severity(of event: Event) -> Severity {
        switch event {
        case .conditionRaised(let condition), .conditionAcknowledged(let condition), .conditionCleared(let condition):
            Severity(condition.priority)
        case .stateChanged(_, let next, let cause): severity(of: next, cause)
        case .invariantBroken: .high
        case .selfTested(let report): report.passed ? .info : .high
        case .outcome, .granted, .programLoaded, .strokeEnded, .bolusStarted, .bolusEnded, .forfeited, .phaseFound:
            .info
        }
    }

    private static func severity(of state: PumpState, _ cause: Event.Cause) -> Severity {
        if state == .failed { return .high }
        if case .condition(let condition) = cause { return Severity(condition.priority) }
        return .info
    }

    private static func fields(of event: Event) -> Payload {
        switch event {
        case .stateChanged(let from, let to, let cause): change(from, to, cause)
        case .outcome(let command, let outcome): self.outcome(command, outcome)
        case .granted(let limit): ["limitPulses": .integer(limit.pulses)]
        case .programLoaded(let revision): ["revision": .integer(revision)]
        case .strokeEnded(let account): stroke(account)
        case .bolusStarted(let order):
            [
                "bolus": .integer(order.identifier), "durationNanoseconds": .integer(order.duration.nanoseconds),
                "volumePicoliters": .integer(order.volume.picoliters),
            ]
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
        case .phaseFound(let fullStep): ["fullStep": .integer(fullStep)]
        case .selfTested(let report):
            ["failed": .strings(report.failed.names), "passed": .boolean(report.passed)]
        case .invariantBroken(let invariant): ["invariant": .string(invariant.name)]
        }
    }

    private static func change(_ from: PumpState, _ to: PumpState, _ cause: Event.Cause) -> Payload {
        var fields: Payload = ["cause": .string(cause.name), "from": .string(from.name), "to": .string(to.name)]
        switch cause {
        case .stop(let origin): fields["origin"] = .string(origin.name)
        case .condition(let condition): fields["condition"] = .string(condition.name)
        case .command, .pauseLimit, .selfTest, .invariant: break
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
        case .accepted, .noProgram, .bolusActive, .noSuchBolus, .stopInputAsserted: break
        }
        return fields
    }

    private static func stroke(_ account: StrokeAccount) -> Payload {
        [
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
