// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// What a daemon is about when it is killed.
enum KillPhase: String, CaseIterable, Sendable, Codable, ExpressibleByArgument {
    /// Strokes at a background of 5 mL a day.
    case basal
    /// Around the order, the course and the end of a single bolus.
    case bolus
    /// The same of a demand bolus, or of its refusal.
    case demand
    /// Each step of the guided refill.
    case refill
    /// The commit of a prescription, at rest or under way.
    case commit
    /// Hundreds of strokes a second, each settled and reserved for.
    case settlement
    /// 0 to 200 ms after exec, up to three times in a row.
    case startUp = "start-up"
    /// The first start on a record of schema 1 or 2.
    case migration
    /// After a `Stop` that was answered, on a rig that lets the background resume after a restart: half of them with a record
    /// that hangs, and knows nothing of the stop.
    case stop
    /// While SIGTERM is being obeyed.
    case cleanStop = "clean-stop"
}
