// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// A core event as a record keeps it: what kind it is, how much it matters, and what it says.
public struct EventTranscript: Hashable, Sendable {
    /// The event's stable name: `state-changed`, `stroke-ended`.
    public let kind: String
    public let severity: Severity
    /// Every field of the event. Volumes are in picolitres, rates in picolitres a day, steps in pulses, times in
    /// nanoseconds of the rig clock (those of the pump clock since 1970 as it shows them); values of enumerations are their stable names.
    public let fields: Payload

    /// ``fields`` as one line of JSON with sorted keys.
    public var payload: String { fields.text }

    public init(of record: EventRecord) {
        kind = record.event.name
        severity = Self.severity(of: record.event)
        fields = record.event.fields
    }

    private static func severity(of event: Event) -> Severity {
        switch event {
        case .conditionRaised(let condition), .conditionAcknowledged(let condition), .conditionCleared(let condition):
            Severity(condition.priority)
        case .stateChanged(_, let next, let cause): severity(of: next, cause)
        case .invariantBroken: .high
        case .selfTested(let report): report.passed ? .info : .high
        case .doseLimited: .medium
        case .lineFound, .stalled: .high
        case .stallRecovered, .deliveryFound, .sensorFailed: .medium
        case .outcome, .granted, .programLoaded, .strokeEnded, .bolusStarted, .bolusPreempted, .bolusResumed,
            .bolusEnded, .forfeited, .rateChanged, .periodicDose, .bridgeEnded, .clockSet, .pathDeclared,
            .mixtureEntered, .staircaseHeld, .buttonPressed, .phaseFound, .sensorRecovered:
            .info
        }
    }

    private static func severity(of state: PumpState, _ cause: Event.Cause) -> Severity {
        if state == .failed { return .high }
        if case .condition(let condition) = cause { return Severity(condition.priority) }
        return .info
    }
}
