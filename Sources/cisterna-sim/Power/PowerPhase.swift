// SPDX-License-Identifier: Apache-2.0

/// What the program is at when the power goes.
enum PowerPhase: String, CaseIterable, Sendable {
    case creation
    case migration
    case startUp = "start-up"
    case rest
    case basal
    case bolus
    case commit
    case cleanStop = "clean-stop"
}
