// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// A drug that may be in pump path and catheter, and where the core keeps account of it.
public struct PathDrug: Hashable, Sendable {
    public let name: String
    /// 0 to ``DrugMixture/capacity`` - 1.
    public let slot: Int

    /// - Precondition: `slot` is within the core's capacity.
    public init(name: String, slot: Int) {
        precondition((0..<DrugMixture.capacity).contains(slot), "the core has no slot \(slot)")
        self.name = name
        self.slot = slot
    }
}
