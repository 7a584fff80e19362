// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// The mixture in the reservoir: 1 to 5 drugs, of which one, the primary, sets the rate.
public struct Admixture: Hashable, Sendable {
    public static let most = 5

    /// In the order of the document; never empty.
    public let drugs: [Drug]
    /// Which of ``drugs`` is primary: `primary = true`, implied where there is one drug only.
    public let primaryIndex: Int

    public var primary: Drug { drugs[primaryIndex] }

    /// Nil after an error, which the tables know of.
    init?(reading root: DocumentTable) {
        guard root.has("drug") else {
            root.report("is missing; each drug is a table of its own: [[drug]]", at: "drug")
            return nil
        }
        let tables = root.tables("drug", count: 1...Self.most)
        var drugs: [Drug] = []
        var primaries: [Int] = []
        for (index, table) in tables.enumerated() {
            let drug = Drug(reading: table)
            if !drug.name.isEmpty, drugs.contains(where: { $0.name == drug.name }) {
                table.report("“\(drug.name)” is in the mixture already", at: "name")
            }
            drugs.append(drug)
            if table.boolean("primary", default: tables.count == 1) { primaries.append(index) }
        }
        guard let primary = primaries.first else {
            if let table = tables.first {
                table.report(
                    tables.count == 1
                        ? "the only drug is the primary one"
                        : "one of the drugs needs primary = true: it sets the rate",
                    at: tables.count == 1 ? "primary" : nil)
            }
            return nil
        }
        if primaries.count > 1 {
            tables[primaries[1]].report("only one drug is primary; \(drugs[primary].name) is already", at: "primary")
        }
        self.drugs = drugs
        primaryIndex = primary
    }
}
