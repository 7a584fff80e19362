// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension Event {
    /// The kind of the event: the kebab-cased name of its case. As stable as any ``StablyNamed/name``.
    public var name: String {
        switch self {
        case .stateChanged: "state-changed"
        case .outcome: "outcome"
        case .granted: "granted"
        case .programLoaded: "program-loaded"
        case .strokeEnded: "stroke-ended"
        case .bolusStarted: "bolus-started"
        case .bolusPreempted: "bolus-preempted"
        case .bolusResumed: "bolus-resumed"
        case .bolusEnded: "bolus-ended"
        case .conditionRaised: "condition-raised"
        case .conditionAcknowledged: "condition-acknowledged"
        case .conditionCleared: "condition-cleared"
        case .forfeited: "forfeited"
        case .rateChanged: "rate-changed"
        case .periodicDose: "periodic-dose"
        case .bridgeEnded: "bridge-ended"
        case .doseLimited: "dose-limited"
        case .clockSet: "clock-set"
        case .pathDeclared: "path-declared"
        case .mixtureEntered: "mixture-entered"
        case .staircaseHeld: "staircase-held"
        case .buttonPressed: "button-pressed"
        case .lineFound: "line-found"
        case .sensorFailed: "sensor-failed"
        case .sensorRecovered: "sensor-recovered"
        case .stalled: "stalled"
        case .stallRecovered: "stall-recovered"
        case .deliveryFound: "delivery-found"
        case .phaseFound: "phase-found"
        case .selfTested: "self-tested"
        case .invariantBroken: "invariant-broken"
        }
    }
}

extension Event.BolusEnd: StablyNamed {
    public static var allNamed: [Self] { [.completed, .cancelled, .stopped, .limited] }

    public var name: String {
        switch self {
        case .completed: "completed"
        case .cancelled: "cancelled"
        case .stopped: "stopped"
        case .limited: "limited"
        }
    }
}

extension Event.Forfeit: StablyNamed {
    public static var allNamed: [Self] { [.late, .noGrant, .doseLimit, .motorBusy] }

    public var name: String {
        switch self {
        case .late: "late"
        case .noGrant: "no-grant"
        case .doseLimit: "dose-limit"
        case .motorBusy: "motor-busy"
        }
    }
}

extension Event.Invariant: StablyNamed {
    public static var allNamed: [Self] {
        [.odometerWentBack, .movedWithoutStroke, .movedBeyondGrant, .owedOutOfRange, .transitionOutsideTable]
    }

    public var name: String {
        switch self {
        case .odometerWentBack: "odometer-went-back"
        case .movedWithoutStroke: "moved-without-stroke"
        case .movedBeyondGrant: "moved-beyond-grant"
        case .owedOutOfRange: "owed-out-of-range"
        case .transitionOutsideTable: "transition-outside-table"
        }
    }
}

extension Sensor: StablyNamed {
    public static var allNamed: [Self] { allCases }

    public var name: String {
        switch self {
        case .pressure: "pressure"
        case .inlet: "inlet"
        case .rotor: "rotor"
        case .level: "level"
        case .outflow: "outflow"
        case .temperature: "temperature"
        case .supply: "supply"
        }
    }
}

extension SensorFault: StablyNamed {
    public static var allNamed: [Self] { allCases }

    public var name: String {
        switch self {
        case .stale: "stale"
        case .stuck: "stuck"
        case .outOfRange: "out-of-range"
        case .implausible: "implausible"
        }
    }
}

extension LineWatch.Finding: StablyNamed {
    public static var allNamed: [Self] { [.closed, .pressureHigh, .unfilled, .leaking] }

    public var name: String {
        switch self {
        case .closed: "closed"
        case .pressureHigh: "pressure-high"
        case .unfilled: "unfilled"
        case .leaking: "leaking"
        }
    }
}
