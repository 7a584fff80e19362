// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What was put into a reservoir: the prescription that is proposed for it.
public struct RefillFill: Codable, Hashable, Sendable {
    public struct Content: Codable, Hashable, Sendable {
        public let drug: String
        public let concentration: Concentration
        public let isPrimary: Bool
    }

    /// The therapy file, verbatim.
    public let prescription: String
    /// As it says.
    public let volume: Volume
    public let mixture: [Content]
    public let at: RecordTime

    init(_ prescription: Prescription, at time: RecordTime) {
        self.prescription = prescription.text
        volume = prescription.reservoir.fill
        let admixture = prescription.admixture
        mixture = admixture.drugs.map { drug in
            Content(drug: drug.name, concentration: drug.concentration, isPrimary: drug.name == admixture.primary.name)
        }
        at = time
    }
}
