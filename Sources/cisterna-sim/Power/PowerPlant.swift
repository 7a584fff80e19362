// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Faults of a kind that the proof must find, planted around the code under proof and never in it.
enum PowerPlant: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// A record that settles cleanly, and takes the reservation back, while the pump moves.
    case settleBeforeMove = "settle-before-move"
    /// A record that lets the pump move before the reservation is on disk.
    case grantBeforeCommit = "grant-before-commit"
    /// A clock that gives the wall's time as that of the boot.
    case lockoutFromWallClock = "lockout-from-wall-clock"
    /// A disk whose syncs do nothing.
    case missingFsync = "missing-fsync"
}
