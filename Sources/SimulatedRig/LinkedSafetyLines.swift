// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Synchronization

/// ENABLE and heartbeat of a simulated rig in another process. The lines must outlive it: the supervisor thread counts no
/// references.
public struct LinkedSafetyLines: SafetyLines, BitwiseCopyable, @unchecked Sendable {
    private let cells: UnsafeMutablePointer<LineCells>

    public init(_ lines: RigLines) { cells = lines.cells }

    @_noAllocation @_noLocks
    public func setEnable(_ isOn: Bool) -> Bool {
        cells.pointee.enable.store(isOn ? 1 : 0, ordering: .releasing)
        return true
    }

    @_noAllocation @_noLocks
    public func setHeartbeat(_ isHigh: Bool) -> Bool {
        let level: Int64 = isHigh ? 1 : 0
        if cells.pointee.heartbeat.exchange(level, ordering: .relaxed) != level {
            cells.pointee.heartbeatEdges.wrappingAdd(1, ordering: .relaxed)
        }
        return true
    }
}
