// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A fault as somebody wants it.
public struct FaultOrder: Hashable, Sendable {
    public var fault: SimulatedFault
    /// How much of it, as its case says.
    public var amount: Double
    /// How long it takes to come to its amount.
    public var ramp: Duration
    /// How long it lasts; nil until somebody ends it.
    public var duration: Duration?
    /// It comes and goes, there for half of each period; nil for always there.
    public var period: Duration?

    public init(
        _ fault: SimulatedFault, amount: Double? = nil, over ramp: Duration = .zero, for duration: Duration? = nil,
        every period: Duration? = nil
    ) {
        self.fault = fault
        self.amount = amount ?? fault.usualAmount
        self.ramp = ramp
        self.duration = duration
        self.period = period
    }
}

/// A fault and the time of the rig, since it was switched on, at which it begins.
public struct ScriptedFault: Hashable, Sendable {
    public var after: Duration
    public var order: FaultOrder

    public init(after: Duration, _ order: FaultOrder) {
        self.after = after
        self.order = order
    }
}
