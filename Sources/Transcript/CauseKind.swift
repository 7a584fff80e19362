// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// What an `Event.Cause` is, without what it carries.
public enum CauseKind: CaseIterable, StablyNamed {
    case command, stop, condition, pauseLimit, ended, timeLimit, selfTest, invariant

    public static var allNamed: [CauseKind] { allCases }

    public var name: String {
        switch self {
        case .command: "command"
        case .stop: "stop"
        case .condition: "condition"
        case .pauseLimit: "pause-limit"
        case .ended: "ended"
        case .timeLimit: "time-limit"
        case .selfTest: "self-test"
        case .invariant: "invariant"
        }
    }

    public init(_ cause: Event.Cause) {
        switch cause {
        case .command: self = .command
        case .stop: self = .stop
        case .condition: self = .condition
        case .pauseLimit: self = .pauseLimit
        case .ended: self = .ended
        case .timeLimit: self = .timeLimit
        case .selfTest: self = .selfTest
        case .invariant: self = .invariant
        }
    }
}

extension Event.Cause {
    /// The name of its kind; what it carries has names of its own.
    public var name: String { CauseKind(self).name }
}
