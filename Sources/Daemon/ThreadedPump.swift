// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities
import Synchronization

/// The pump that the real-time thread drives, as the ledger thread sees it.
struct ThreadedPump: GrantedPump {
    let threads: PumpThreads
    let snapshots: SnapshotReader

    func snapshot() -> PumpSnapshot { snapshots.latest() }

    func nextEvent() -> EventRecord? { threads.shared.pointee.events.pop() }

    var granted: StepCount { StepCount(pulses: threads.shared.pointee.granted.load(ordering: .acquiring)) }

    func grant(_ limit: StepCount) {
        threads.shared.pointee.granted.store(limit.pulses, ordering: .releasing)
        threads.shared.pointee.realTimeSignal.raise()
    }
}
