// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The mass of a drug in a delivered volume, both as intervals.
public struct DeliveredDose: Hashable, Sendable {
    public let drug: String
    /// At least this: rounded down.
    public let lowest: Mass
    /// At most this: rounded up.
    public let highest: Mass
}

extension Admixture {
    /// What a volume of this mixture between the two holds of each drug.
    ///
    /// - Throws: ``QuantityError/overflow`` where a mass cannot be held.
    public func doses(from lowest: Volume, to highest: Volume) throws(QuantityError) -> [DeliveredDose] {
        var doses: [DeliveredDose] = []
        for drug in drugs {
            doses.append(
                DeliveredDose(
                    drug: drug.name, lowest: try lowest.mass(at: drug.concentration, rounding: .down),
                    highest: try highest.mass(at: drug.concentration, rounding: .up)))
        }
        return doses
    }
}
