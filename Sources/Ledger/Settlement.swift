// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// Movement that has been made, as the core counts it.
public struct Settlement: Hashable, Sendable {
    public var account: Account
    /// The rotor's full step, kept by a clean settlement only.
    public var fullStep: Int64?
    /// Whether the pump is at rest for good: the reservation comes down to what was settled, and the next start knows
    /// the phase. The core still holds its old grant, so it must not be advanced again before a new reservation covers
    /// that.
    public var isClean: Bool

    public init(account: Account, fullStep: Int64? = nil, isClean: Bool = false) {
        self.account = account
        self.fullStep = fullStep
        self.isClean = isClean
    }
}
