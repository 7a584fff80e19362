// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// A bolus as the record has it.
public struct StoredBolus: Hashable, Sendable {
    /// The ledger's number for it.
    public let number: Int64
    public let kind: BolusOrder.Kind
    /// As it was ordered.
    public let volume: Volume
    /// The request that ordered it; nil where none did.
    public let requestId: String?
    public let state: StoredBolusState
    /// What was delivered of it at least.
    public let deliveredLower: Volume
    /// What may have been delivered of it at most; nil while it is under way.
    public let deliveredUpper: Volume?
}
