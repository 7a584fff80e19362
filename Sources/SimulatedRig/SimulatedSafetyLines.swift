// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Synchronization

/// ENABLE and heartbeat of a simulated rig.
public struct SimulatedSafetyLines: SafetyLines {
    private let truth: SimulatedTruth

    public init(truth: SimulatedTruth) { self.truth = truth }

    public func setEnable(_ isOn: Bool) -> Bool {
        truth.cells.pointee.isEnabled.store(isOn, ordering: .releasing)
        return true
    }

    public func setHeartbeat(_ isHigh: Bool) -> Bool {
        if truth.cells.pointee.heartbeatLevel.exchange(isHigh, ordering: .relaxed) != isHigh {
            truth.cells.pointee.heartbeatEdges.wrappingAdd(1, ordering: .relaxed)
        }
        return true
    }
}
