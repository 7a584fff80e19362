// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Synchronization

/// ENABLE and heartbeat of a simulated rig. The truth that they were made from outlives them: the supervisor thread counts
/// no references.
public struct SimulatedSafetyLines: SafetyLines, BitwiseCopyable, @unchecked Sendable {
    private let cells: UnsafeMutablePointer<TruthCells>

    public init(truth: SimulatedTruth) { cells = truth.cells }

    @_noAllocation @_noLocks
    public func setEnable(_ isOn: Bool) -> Bool {
        cells.pointee.isEnabled.store(isOn, ordering: .releasing)
        return true
    }

    @_noAllocation @_noLocks
    public func setHeartbeat(_ isHigh: Bool) -> Bool {
        if cells.pointee.heartbeatLevel.exchange(isHigh, ordering: .relaxed) != isHigh {
            cells.pointee.heartbeatEdges.wrappingAdd(1, ordering: .relaxed)
        }
        return true
    }
}
