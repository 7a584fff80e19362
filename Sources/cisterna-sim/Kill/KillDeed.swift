// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Varlink

/// What was asked of a daemon before it was killed, and what it said: all that the checks after it go by.
struct KillDeed: Sendable {
    /// A call, and what came back before the end.
    struct Asked: Sendable {
        enum Answer: Sendable {
            case reply(JSONValue)
            case error(CallError)
            case none
        }

        let method: ControlMethod
        let parameters: JSONValue
        let answer: Answer

        var requestId: String { parameters["requestId"]?.text ?? "" }
        var wasAnswered: Bool {
            if case .none = answer { return false }
            return true
        }
        var succeeded: Bool {
            if case .reply = answer { return true }
            return false
        }
    }

    struct Prescription: Sendable, Equatable {
        let revision: Int64
        let document: String
    }

    var asked: [Asked] = []
    /// The prescription that a commit under way would bring.
    var next: Prescription?
    /// The commit was answered: the record has ``next``.
    var nextIsSure = false
    /// How many steps of a refill were done, at least and at most: 0 none, 1 begun, 2 aspirated, 3 filled, 4 committed.
    var refillSteps: ClosedRange<Int>?
    /// CLOCK_MONOTONIC in nanoseconds before the end: until then at least the daemon lived.
    var diedAt: Int64 = 0
    /// How the process ended: -9 by SIGKILL.
    var ending: Int32 = -9
    /// CLOCK_MONOTONIC in nanoseconds before the demand bolus was asked for.
    var demandAskedAt: Int64?
}
