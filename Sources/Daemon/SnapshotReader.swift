// SPDX-License-Identifier: Apache-2.0
import Handover
import PumpCore
import RealTime
import Synchronization

/// The controller's latest view of itself, for every thread but the real-time one: the buffer itself has one reader.
package final class SnapshotReader: @unchecked Sendable {
    private let shared: UnsafeMutablePointer<SharedState>
    private let turn = Mutex(())

    package init(shared: UnsafeMutablePointer<SharedState>) { self.shared = shared }

    package func latest() -> PumpSnapshot { turn.withLock { _ in shared.pointee.snapshots.read() } }
}
