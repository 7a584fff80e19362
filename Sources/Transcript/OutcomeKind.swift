// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// What a `CommandOutcome` is, without what it carries.
public enum OutcomeKind: CaseIterable, StablyNamed {
    case accepted, notInState, conditionStands, noProgram, rateAboveMaximum
    case notDeliverable, bolusActive, noSuchBolus, beyondReservoir
    case noDemand, lockedOut, countReached, windowExceeded, bridgeActive
    case noPrimeRate, pathNotFree, beyondPath, noStaircase, stopInputAsserted

    public static var allNamed: [OutcomeKind] { allCases }

    public var name: String {
        switch self {
        case .accepted: "accepted"
        case .notInState: "not-in-state"
        case .conditionStands: "condition-stands"
        case .noProgram: "no-program"
        case .rateAboveMaximum: "rate-above-maximum"
        case .notDeliverable: "not-deliverable"
        case .bolusActive: "bolus-active"
        case .noSuchBolus: "no-such-bolus"
        case .beyondReservoir: "beyond-reservoir"
        case .noDemand: "no-demand"
        case .lockedOut: "locked-out"
        case .countReached: "count-reached"
        case .windowExceeded: "window-exceeded"
        case .bridgeActive: "bridge-active"
        case .noPrimeRate: "no-prime-rate"
        case .pathNotFree: "path-not-free"
        case .beyondPath: "beyond-path"
        case .noStaircase: "no-staircase"
        case .stopInputAsserted: "stop-input-asserted"
        }
    }

    public init(_ outcome: CommandOutcome) {
        switch outcome {
        case .accepted: self = .accepted
        case .notInState: self = .notInState
        case .conditionStands: self = .conditionStands
        case .noProgram: self = .noProgram
        case .rateAboveMaximum: self = .rateAboveMaximum
        case .notDeliverable: self = .notDeliverable
        case .bolusActive: self = .bolusActive
        case .noSuchBolus: self = .noSuchBolus
        case .beyondReservoir: self = .beyondReservoir
        case .noDemand: self = .noDemand
        case .lockedOut: self = .lockedOut
        case .countReached: self = .countReached
        case .windowExceeded: self = .windowExceeded
        case .bridgeActive: self = .bridgeActive
        case .noPrimeRate: self = .noPrimeRate
        case .pathNotFree: self = .pathNotFree
        case .beyondPath: self = .beyondPath
        case .noStaircase: self = .noStaircase
        case .stopInputAsserted: self = .stopInputAsserted
        }
    }
}

extension CommandOutcome {
    /// The name of its kind; what it carries has names of its own.
    public var name: String { OutcomeKind(self).name }
}
