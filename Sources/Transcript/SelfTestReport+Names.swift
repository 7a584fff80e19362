// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension SelfTestReport.Checks {
    /// The checks of the set by their stable names, in the order of their bits.
    public var names: [String] {
        let named: [(SelfTestReport.Checks, String)] = [
            (.rigProfile, "rig-profile"), (.storage, "storage"), (.memory, "memory"), (.realTime, "real-time"),
            (.supervisor, "supervisor"), (.lines, "lines"), (.sensors, "sensors"), (.clock, "clock"),
        ]
        return named.filter { contains($0.0) }.map(\.1)
    }
}
