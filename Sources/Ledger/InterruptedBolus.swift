// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// A bolus that was under way when the last session ended. It never resumes.
public struct InterruptedBolus: Hashable, Sendable {
    /// The ledger's number for it.
    public let number: Int64
    public let kind: BolusOrder.Kind
    public let volume: Volume
    /// As it was ordered.
    public let duration: Duration
    /// The request that ordered it; nil where none did.
    public let requestId: String?
    /// What strokes on record delivered of it: a lower bound.
    public let delivered: Volume
}
