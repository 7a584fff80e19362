// SPDX-License-Identifier: Apache-2.0
import Quantities
import Therapy

/// Where a trial stands, in words, and what comes next.
struct TrialWords {
    let step: String
    let next: String
    /// Until the present step ends by itself, or the next one may begin.
    var remaining: Duration?

    /// - Parameter delivered: How long the staircase of a continuous trial has been delivered, which is what its limit is a
    ///   limit of.
    /// - Parameter isInForce: The trial's own prescription is the one in force.
    init(_ trial: Trial, at pumpTime: Instant, delivered: Duration, isInForce: Bool) {
        switch trial.phase {
        case .planned: (step, next) = ("planned", "start it")
        case .doseUnderWay: (step, next) = ("an injection is under way", "wait for its end, take scores")
        case .ended(let outcome):
            (step, next) = ("ended: \(outcome.rawValue)", Self.after(outcome, of: trial, isInForce))
        case .running where !isInForce:
            (step, next) = ("another prescription is in force", "end the trial, or commit its own therapy again")
        case .running: (step, next, remaining) = Self.running(trial, at: pumpTime, delivered: delivered)
        }
    }

    private static func after(_ outcome: TrialOutcome, of trial: Trial, _ isInForce: Bool) -> String {
        guard trial.plan.staircase != nil, isInForce else { return "read the report" }
        guard outcome != .relief else { return "the held rate goes on; read the report, commit what is to follow" }
        return "the pump was stopped with it; read the report, commit what is to follow"
    }

    private static func running(
        _ trial: Trial, at pumpTime: Instant, delivered: Duration
    ) -> (String, String, Duration?) {
        if trial.relief != nil {
            guard let end = trial.observedUntil, end > pumpTime else {
                return ("relief is marked", "end it, read the report", nil)
            }
            return ("relief is marked, observing", "take scores; then end it, read the report", end - pumpTime)
        }
        switch trial.plan {
        case .singleInjection(_, _, let observation):
            guard let given = trial.given.last else { return ("nothing given yet", "give the dose", nil) }
            return wait(
                until: given.time.pumpTime + observation, at: pumpTime, meanwhile: "observing",
                then: "mark relief or end it")
        case .multipleInjections(let doses, _, let interval):
            guard let given = trial.given.last else { return ("nothing given yet", "give the first dose", nil) }
            let count = "\(trial.given.count) of \(doses.count) given"
            guard trial.given.count < doses.count else { return (count, "mark relief or end it", nil) }
            return wait(
                until: given.time.pumpTime + interval, at: pumpTime, meanwhile: count,
                then: "confirm the next dose, or mark relief")
        case .continuous(_, _, let interval, let ceiling, let limit):
            let rate = trial.lastRate.map(\.description) ?? "no rate yet"
            let rises = trial.lastRate == ceiling ? "at its ceiling" : "rises every \(interval)"
            return (
                "\(rate), \(rises)", "take scores; mark relief when it is there; ending it without stops the pump",
                max(.zero, limit - delivered)
            )
        }
    }

    private static func wait(
        until end: Instant, at pumpTime: Instant, meanwhile: String, then: String
    ) -> (String, String, Duration?) {
        guard end > pumpTime else { return (meanwhile, then, nil) }
        return (meanwhile, "take scores; then \(then)", end - pumpTime)
    }
}
