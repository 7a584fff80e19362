// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// A bolus as it goes to the core, whoever asked for it.
struct BolusAttempt: Sendable {
    let kind: BolusOrder.Kind
    let volume: Volume
    let duration: Duration
    /// The request that asked for it.
    let requestId: String
    /// What the movement is reserved for.
    let rate: FlowRate
    /// The count of stops when it was asked for.
    let stopsSeen: Int64
}
