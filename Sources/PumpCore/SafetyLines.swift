// SPDX-License-Identifier: Apache-2.0

/// The lines that only the supervisor thread writes. Each method says whether the line took the value.
public protocol SafetyLines: Sendable {
    /// Energises the driver, or takes its current away.
    func setEnable(_ isOn: Bool) -> Bool

    /// Sets the heartbeat that an external monostable can gate the driver with. True also where the rig has none.
    func setHeartbeat(_ isHigh: Bool) -> Bool
}
