// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What leaves pump and tip at one time ahead. Where something changes at that time, it has changed.
public struct TransportSample: Hashable, Sendable {
    /// From now.
    public let after: Duration
    public let rate: FlowRate
    /// The forward volume then.
    public let position: Volume
    /// In the order in which the drugs were named.
    public let drugs: [DrugTransport]
}
