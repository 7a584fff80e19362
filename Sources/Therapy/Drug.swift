// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// One drug of the mixture: a `[[drug]]` table.
public struct Drug: Hashable, Sendable {
    /// `name`, required.
    public let name: String
    /// `concentration`, above 0 to 1 g/mL.
    public let concentration: Concentration
    /// What a dose window can tell apart: 1 pg to 9 g.
    static let ceilings = Mass(picograms: 1)...Mass(picograms: 9_000_000_000_000)

    /// `hour-ceiling`: the most of it that any 60 minutes may hold, of whatever mode.
    public let hourCeiling: Mass?
    /// `day-ceiling`: the most of it in any 24 hours.
    public let dayCeiling: Mass?

    init(reading table: DocumentTable) {
        name = table.text("name")
        concentration = table.quantity(
            "concentration",
            within: Concentration(picogramsPerMicroliter: 1)...Concentration(picogramsPerMicroliter: 1_000_000_000))
        hourCeiling = table.optional("hour-ceiling", within: Self.ceilings)
        dayCeiling = table.optional("day-ceiling", within: Self.ceilings)
    }
}
