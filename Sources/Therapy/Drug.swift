// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// One drug of the mixture: a `[[drug]]` table.
public struct Drug: Hashable, Sendable {
    /// `name`, required.
    public let name: String
    /// `concentration`, above 0 to 1 g/mL.
    public let concentration: Concentration

    init(reading table: DocumentTable) {
        name = table.text("name")
        concentration = table.quantity(
            "concentration",
            within: Concentration(picogramsPerMicroliter: 1)...Concentration(picogramsPerMicroliter: 1_000_000_000))
    }
}
