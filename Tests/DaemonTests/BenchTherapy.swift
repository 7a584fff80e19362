// SPDX-License-Identifier: Apache-2.0

/// A therapy file of the bench, part by part: what a test does not name is a dye at 0.5 mL a day. The path is short, so
/// that what is in it changes within an hour of pump time.
struct BenchTherapy {
    var fillDate = "2026-11-21"
    var drug = "dye"
    var concentration = "1 mg/mL"
    /// Further lines of the drug.
    var ceilings = ""
    var infusion = "mode = \"simple-continuous\"\nrate = \"0.5 mL/day\""
    /// Whole tables of their own.
    var tables = ""
    var path = ("0.04 mL", "0.02 mL")

    var text: String {
        """
        schema = 1
        name = "bench"

        [reservoir]
        capacity = "20 mL"
        fill-volume = "20 mL"
        fill-date = "\(fillDate)"

        [[drug]]
        name = "\(drug)"
        concentration = "\(concentration)"
        \(ceilings)

        [infusion]
        \(infusion)

        \(tables)

        [catheter]
        volume = "\(path.0)"
        volume-uncertainty = "5 %"
        pump-path = "\(path.1)"
        pump-path-uncertainty = "5 %"
        tip = "beaker"
        """
    }

    /// The same without a background.
    var resting: BenchTherapy {
        var therapy = self
        therapy.infusion = "mode = \"stopped\""
        therapy.ceilings = ""
        therapy.tables = ""
        return therapy
    }

    /// A demand bolus of 25 ug.
    static func demand(
        lockout: String = "10 min", from: String = "start", most: Int = 3, duration: String = "5 min",
        ceiling: String = ""
    ) -> String {
        """
        [demand-bolus]
        dose = "25 ug"
        duration = "\(duration)"
        lockout = "\(lockout)"
        lockout-from = "\(from)"
        most-per-day = \(most)
        \(ceiling)
        """
    }
}
