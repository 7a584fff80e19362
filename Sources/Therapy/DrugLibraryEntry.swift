// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// What a library knows of a drug: a `[[drug]]` table.
public struct DrugLibraryEntry: Hashable, Sendable {
    /// `name`, required: a prescription means this drug by exactly this name (BR-S04).
    public let name: String
    /// `code`: what else identifies it, as a bar code.
    public let code: String?
    /// `concentration`.
    public let concentration: LimitRange<Concentration>?
    /// `daily-dose`: the background of 24 hours. The upper hard one is the ceiling of every dose of 24 hours besides.
    public let dailyDose: LimitRange<Mass>?
    /// `dose-rate`: of the background at any moment. The upper hard one bounds every rate.
    public let doseRate: LimitRange<DoseRate>?
    /// `single-bolus`: of each bolus, whoever asks for it.
    public let singleBolus: LimitRange<Mass>?

    init(reading table: DocumentTable) {
        name = table.text("name")
        code = table.optionalText("code")
        concentration = table.optionalTable("concentration").map { LimitRange(reading: $0) }
        dailyDose = table.optionalTable("daily-dose").map { LimitRange(reading: $0) }
        doseRate = table.optionalTable("dose-rate").map { LimitRange(reading: $0) }
        singleBolus = table.optionalTable("single-bolus").map { LimitRange(reading: $0) }
    }
}
