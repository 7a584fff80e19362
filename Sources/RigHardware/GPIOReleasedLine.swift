// SPDX-License-Identifier: Apache-2.0

/// What an output line did when it was let go of after it had been driven safe.
public struct GPIOReleasedLine: Hashable, Sendable {
    /// What the line is for: `enable`, `heartbeat`.
    public let purpose: String
    public let name: String
    /// The kernel goes on driving it; else it falls back to its pull.
    public let staysDriven: Bool
    /// Its level afterwards, after polarity: driver on, heartbeat high, valve open, STEP high.
    public let isAsserted: Bool

    public init(purpose: String, name: String, staysDriven: Bool, isAsserted: Bool) {
        self.purpose = purpose
        self.name = name
        self.staysDriven = staysDriven
        self.isAsserted = isAsserted
    }
}
