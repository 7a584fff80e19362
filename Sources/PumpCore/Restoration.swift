// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a controller starts from: the durable record of the one before it, or nothing.
public struct Restoration: Sendable, BitwiseCopyable {
    public var account: Account
    /// The full step at which the rotor came to a clean stop; nil where nobody knows.
    public var cleanFullStep: Int64?
    /// Conditions that were listed and latch, one bit each by raw value.
    public var latched: UInt64
    /// Whether a controller ran on this record before.
    public var isRestart: Bool
    /// Numbers continue from here.
    public var lastEventSequence: Int64
    public var lastStrokeSequence: Int64
    public var therapy: TherapyState

    public init(
        account: Account = Account(), cleanFullStep: Int64? = nil, latched: UInt64 = 0, isRestart: Bool = false,
        lastEventSequence: Int64 = 0, lastStrokeSequence: Int64 = 0,
        therapy: TherapyState = TherapyState()
    ) {
        self.account = account
        self.cleanFullStep = cleanFullStep
        self.latched = latched
        self.isRestart = isRestart
        self.lastEventSequence = lastEventSequence
        self.lastStrokeSequence = lastStrokeSequence
        self.therapy = therapy
    }
}
