// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import RigFile
import RigHardware
import Therapy

/// What a running pump consists of, handed to the service at once.
struct PumpParts: Sendable {
    let configuration: DaemonConfiguration
    let rig: RigDescription
    let profile: RigProfile
    let threads: PumpThreads
    let worker: LedgerWorker
    let snapshots: SnapshotReader
    let outcomes: OutcomeBoard
    let changes: ChangeHub
    let latencies: LatencyRecord
    let prescribed: PrescribedIntegral
    let lastDurable: DurableMark
    let clock: LedgerClock
    let memoryIsLocked: Bool
    /// Why the rig may not be armed as it is wired; nil where it may.
    let armingProblem: String?
    /// What ENABLE said before it was requested; nil on a simulated rig.
    let enableAtRest: EnableAtRest?
    let library: DrugLibrary?
    let mirror: WindowsMirror
    let log: @Sendable (String) -> Void
}
