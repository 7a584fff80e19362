// SPDX-License-Identifier: Apache-2.0

#if !hasFeature(Embedded)

/// Every unit of every kind, so that an error can say what a misplaced unit measures.
enum UnitCatalogue {
    static func kind(of symbol: String) -> String? {
        kinds.first { $0.units.contains { $0.symbol == symbol } }?.kind
    }

    private static let kinds: [any TextualQuantity.Type] = [
        Volume.self, FlowRate.self, Mass.self, DoseRate.self, Concentration.self, Pressure.self, Duration.self,
        Ratio.self,
    ]
}

#endif
