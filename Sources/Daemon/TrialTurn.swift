// SPDX-License-Identifier: Apache-2.0

/// The queue of those who change the trial: the actor lets others in while one waits for the disk.
struct TrialTurn {
    var isTaken = false
    var waiting: [CheckedContinuation<Void, Never>] = []
}
