// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What kind of trial it is and how it goes.
public enum TrialPlan: Codable, Hashable, Sendable {
    /// One bolus, and a time during which nobody may call it a success or a failure.
    case singleInjection(dose: Mass, duration: Duration, observation: Duration)
    /// A series, each of which somebody asks for; the interval runs from the end of one to the request of the next.
    case multipleInjections(doses: [Mass], duration: Duration, interval: Duration)
    /// A rate that rises by a step each interval until relief is marked, its ceiling is reached or the time is up.
    case continuous(start: FlowRate, step: FlowRate, interval: Duration, ceiling: FlowRate, limit: Duration)

    /// The least observation after a single injection that the polyanalgesic consensus accepts (PMC6442748, table T3).
    public static let standardObservation = Duration.hour * 6
    /// From one step of a continuous trial to the next: two hours, for teaching; no published figure was found.
    public static let standardInterval = Duration.hour * 2
    /// Injections in a series at most.
    public static let mostInjections = 20

    /// The word of this kind.
    public var kind: String {
        switch self {
        case .singleInjection: return "single-injection"
        case .multipleInjections: return "multiple-injections"
        case .continuous: return "continuous"
        }
    }

    /// What is injected, in order; nothing in a continuous trial.
    public var injections: [Mass] {
        switch self {
        case .singleInjection(let dose, _, _): return [dose]
        case .multipleInjections(let doses, _, _): return doses
        case .continuous: return []
        }
    }

    /// What the core runs in a continuous trial.
    public var staircase: Staircase? {
        guard case .continuous(let start, let step, let interval, let ceiling, let limit) = self else { return nil }
        return Staircase(start: start, step: step, interval: interval, ceiling: ceiling, limit: limit)
    }

    /// - Throws: ``TrialError/badPlan(_:)`` with what would be right.
    func check() throws(TrialError) {
        switch self {
        case .singleInjection(let dose, let duration, let observation):
            try Self.check(doses: [dose], count: 1...1, duration: duration)
            guard (Duration.zero ... .day * 7).contains(observation) else {
                throw .badPlan("the observation lasts at most 7 days, not \(observation.nanoseconds) ns")
            }
        case .multipleInjections(let doses, let duration, let interval):
            try Self.check(doses: doses, count: 2...Self.mostInjections, duration: duration)
            guard (Duration.minute ... .day * 30).contains(interval) else {
                throw .badPlan("injections are 1 min to 30 days apart, not \(interval.nanoseconds) ns")
            }
        case .continuous(let start, let step, let interval, let ceiling, let limit):
            guard start > .zero, step > .zero else { throw .badPlan("start and step are above zero") }
            guard ceiling >= start else { throw .badPlan("the ceiling, \(ceiling), is below the start, \(start)") }
            guard (Duration.minute ... .day * 30).contains(interval), limit >= interval, limit <= .day * 365 else {
                throw .badPlan("an interval is 1 min to 30 days; the limit is an interval or more, at most 365 days")
            }
        }
    }

    private static func check(
        doses: [Mass], count: ClosedRange<Int>, duration: Duration
    ) throws(TrialError) {
        guard count.contains(doses.count) else {
            throw .badPlan(
                "there are \(doses.count) injections; a series has \(count.lowerBound) to \(count.upperBound)")
        }
        guard doses.allSatisfy({ $0 > .zero }) else { throw .badPlan("an injection has a dose above zero") }
        guard (Duration.zero...BolusBounds.longest).contains(duration) else {
            throw .badPlan("an injection takes at most \(BolusBounds.longest), not \(duration.nanoseconds) ns")
        }
    }
}
