// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument
import Testing

@testable import Therapy

@Suite("Therapy files")
struct PrescriptionTests {
    @Test("Every key is read, and what is left out has its documented default")
    func allKeys() throws {
        let plain = try TherapyText.prescription()
        #expect(plain.reservoir.residual == .zero)
        #expect(plain.reservoir.lowReservoir.description == "2 mL")
        #expect(plain.reservoir.reserve == plain.reservoir.lowReservoir)
        #expect(plain.reservoir.stability == nil && plain.catheter == nil && plain.maximumRate == nil)
        #expect(plain.admixture.primary.name == "dye")
        #expect(plain.reservoir.fillDate?.description == "2026-11-21")
        let text =
            TherapyText.continuous.replacing(
                "[[drug]]",
                with: """
                    residual = "0.5 mL"
                    stability = "90 days"
                    low-reservoir = "3 mL"
                    reserve = "4 mL"
                    [[drug]]
                    name = "b"
                    concentration = "20 ug/mL"
                    [[drug]]
                    primary = true
                    """) + """

                rate = "0.5 mL/day"
                [limits]
                max-rate = "24 mL/day"
                [catheter]
                length = "110 cm"
                volume-per-length = "0.0026 mL/cm"
                pump-path = "0.2 mL"
                volume-uncertainty = "5 %"
                pump-path-uncertainty = "10 %"
                tip = "T10"
                """
        let full = try TherapyText.prescription(text)
        #expect(full.reservoir.residual.picoliters == 500_000_000)
        #expect(full.reservoir.stability == .day * 90)
        #expect(full.reservoir.expiryDate?.description == "2027-02-19")
        #expect(full.reservoir.lowReservoir.description == "3 mL")
        #expect(full.reservoir.reserve.description == "4 mL")
        #expect(full.admixture.drugs.map(\.name) == ["b", "dye"])
        #expect(full.admixture.primaryIndex == 1)
        #expect(full.maximumRate?.description == "24 mL/day")
        // 110 cm x 0.0026 mL/cm = 0.286 mL, and the path.
        #expect(full.catheter?.volume?.picoliters == 286_000_000)
        #expect(full.catheter?.deadVolume?.picoliters == 486_000_000)
        #expect(full.catheter?.deadVolumeUncertainty?.picoliters == 34_300_000)
        #expect(full.catheter?.tip == "T10")
        let stated = text.replacing("volume-per-length = \"0.0026 mL/cm\"", with: "volume = \"0.3 mL\"")
        #expect(try TherapyText.prescription(stated).catheter?.deadVolume?.picoliters == 500_000_000)
    }

    static let mistakes: [(line: String, change: String, says: String)] = [
        ("schema = 1", "schema = 9", "1:10: schema: this version reads schema 1"),
        ("name = \"t\"", "", "1:1: name: is missing"),
        (
            "[reservoir]\ncapacity = \"20 mL\"\nfill-volume = \"20 mL\"\nfill-date = \"2026-11-21\"", "",
            "1:1: reservoir: is missing; it is a table: [reservoir]"
        ),
        (
            "capacity = \"20 mL\"", "capacity = 20",
            "4:12: reservoir.capacity: a volume is a text with its unit (one of L, mL, uL, nL)"
        ),
        ("capacity = \"20 mL\"", "capacity = \"20\"", "4:12: reservoir.capacity: a volume needs a unit"),
        (
            "capacity = \"20 mL\"", "capacity = \"20 mg\"",
            "4:12: reservoir.capacity: “mg” is a unit of mass, not of volume"
        ),
        (
            "capacity = \"20 mL\"", "capacity = [\"20 mL\"]",
            "4:12: reservoir.capacity: a volume is a text with its unit"
        ),
        (
            "capacity = \"20 mL\"", "capacity = \"99999999999999999999999 L\"",
            "4:12: reservoir.capacity: this volume is too large"
        ),
        (
            "capacity = \"20 mL\"", "capacity = \"20 mL\"\ncapacity = \"20 mL\"",
            "5:1: “capacity” is given twice; the first is in line 4"
        ),
        (
            "capacity = \"20 mL\"", "capacity = \"20 mL\"\nlow-resevoir = \"1 mL\"",
            "5:1: reservoir.low-resevoir: unknown key; did you mean “low-reservoir”?"
        ),
        (
            "fill-volume = \"20 mL\"", "fill-volume = \"21 mL\"",
            "5:15: reservoir.fill-volume: 21 mL exceeds the capacity, 20 mL"
        ),
        (
            "fill-volume = \"20 mL\"", "fill-volume = \"20 mL\"\nresidual = \"20 mL\"",
            "6:12: reservoir.residual: 20 mL is all of the fill"
        ),
        (
            "fill-volume = \"20 mL\"", "fill-volume = \"20 mL\"\nlow-reservoir = \"20 mL\"",
            "6:17: reservoir.low-reservoir: 20 mL is not below the fill"
        ),
        (
            "fill-volume = \"20 mL\"", "fill-volume = \"20 mL\"\nresidual = \"2 mL\"",
            "3:1: reservoir.low-reservoir: 2 mL is not above the residual"
        ),
        (
            "fill-volume = \"20 mL\"", "fill-volume = \"20 mL\"\nreserve = \"30 mL\"",
            "6:11: reservoir.reserve: 30 mL is not below the fill"
        ),
        (
            "fill-volume = \"20 mL\"", "fill-volume = \"20 mL\"\nstability = \"9000 days\"",
            "6:13: reservoir.stability: 9000 day is out of range"
        ),
        ("\"2026-11-21\"", "\"2026-02-29\"", "6:13: reservoir.fill-date: “2026-02-29” is no date"),
        (
            "\"2026-11-21\"", "2026-11-21",
            "6:13: reservoir.fill-date: a text in quotes is expected here, not a date or time"
        ),
        (
            "[[drug]]\nname = \"dye\"\nconcentration = \"1 mg/mL\"", "",
            "1:1: drug: is missing; each drug is a table of its own: [[drug]]"
        ),
        ("[[drug]]", "[drug]", "7:1: drug: each is a table of its own here: [[drug]]"),
        ("concentration = \"1 mg/mL\"", "concentration = \"0 mg/mL\"", "9:17: drug[1].concentration: 0 "),
        (
            "concentration = \"1 mg/mL\"", "concentration = \"1 mg/mL\"\nprimary = false",
            "10:11: drug[1].primary: the only drug is the primary one"
        ),
        (
            "concentration = \"1 mg/mL\"",
            "concentration = \"1 mg/mL\"\n[[drug]]\nname = \"b\"\nconcentration = \"1 mg/mL\"",
            "7:1: drug[1]: one of the drugs needs primary = true"
        ),
        (
            "concentration = \"1 mg/mL\"",
            "concentration = \"1 mg/mL\"\nprimary = true\n[[drug]]\nname = \"dye\"\nprimary = true\nconcentration = \"1 mg/mL\"",
            "12:8: drug[2].name: “dye” is in the mixture already"
        ),
        (
            "concentration = \"1 mg/mL\"",
            "concentration = \"1 mg/mL\"\nprimary = true\n[[drug]]\nname = \"b\"\nprimary = true\nconcentration = \"1 mg/mL\"",
            "13:11: drug[2].primary: only one drug is primary; dye is already"
        ),
        (
            "[[drug]]", "[[drug]]\n[[drug]]\n[[drug]]\n[[drug]]\n[[drug]]\n[[drug]]",
            "7:1: drug: there are 6; allowed are 1 to 5"
        ),
        ("mode = \"simple-continuous\"", "", "10:1: infusion.mode: is missing; it takes one of “simple-continuous”"),
        (
            "\"simple-continuous\"", "\"basal\"",
            "11:8: infusion.mode: is one of “simple-continuous”, “flex”, “periodic-bolus”, “minimum-rate”, “stopped”, “staircase”"
        ),
        ("\"simple-continuous\"", "\"stopped\"", "12:1: infusion.dose-rate: has no meaning with the mode “stopped”"),
        (
            "dose-rate = \"0.5 mg/day\"", "",
            "10:1: infusion: “simple-continuous” needs a dose-rate of the primary drug, or a rate"
        ),
        ("\"0.5 mg/day\"", "0.5", "12:13: infusion.dose-rate: a dose rate is a text with its unit"),
        (
            "\"0.5 mg/day\"", "\"0.5 mL/day\"",
            "12:13: infusion.dose-rate: “mL/day” is a unit of flow rate, not of dose rate"
        ),
        ("\"0.5 mg/day\"", "\"0 mg/day\"", "12:13: infusion.dose-rate: 0 "),
        ("dose-rate = \"0.5 mg/day\"", "rate = \"0 mL/day\"", "12:8: infusion.rate: 0 mL/day is out of range"),
        (
            "\"0.5 mg/day\"", "\"0.5 mg/day\"\n[limits]\nmax-rate = 24",
            "14:12: limits.max-rate: a flow rate is a text with its unit"
        ),
        (
            "\"0.5 mg/day\"", "\"0.5 mg/day\"\n[catheter]\nlength = 89",
            "14:10: catheter.length: a length is a text with its unit"
        ),
        (
            "\"0.5 mg/day\"", "\"0.5 mg/day\"\n[catheter]\nvolume-per-length = \"1 mL\"",
            "14:21: catheter.volume-per-length: “mL” is no unit of a volume per length"
        ),
        (
            "\"0.5 mg/day\"", "\"0.5 mg/day\"\n[catheter]\nvolume-per-length = \"0.1 mL/cm\"",
            "14:21: catheter.volume-per-length: needs the length too"
        ),
        (
            "\"0.5 mg/day\"",
            "\"0.5 mg/day\"\n[catheter]\nvolume = \"1 mL\"\nlength = \"1 cm\"\nvolume-per-length = \"0.1 mL/cm\"",
            "16:21: catheter.volume-per-length: give the volume or"
        ),
        (
            "\"0.5 mg/day\"", "\"0.5 mg/day\"\n[catheter]\nvolume-uncertainty = \"60 %\"",
            "14:22: catheter.volume-uncertainty: 60 % is out of range"
        ),
        ("\"0.5 mg/day\"", "\"0.5 mg/day\"\n[demand]", "13:2: demand: unknown key; known here: schema"),
    ]

    @Test("BR-S06: mistakes are named where they stand", arguments: 0..<mistakes.count)
    func mistake(index: Int) {
        let (line, change, says) = Self.mistakes[index]
        let found = TherapyText.failure(TherapyText.with(line, as: change))
        #expect(found.split(separator: "\n").contains { $0.hasPrefix(says) }, "\(found)")
    }

    @Test(
        "BR-S07: rate, dose rate and concentration agree within 0.1 %, or are refused",
        arguments: [
            ("0.5 mL/day", 500_000_000), ("0.5005 mL/day", 500_000_000), ("0.4995 mL/day", 499_500_000),
            ("0.500501 mL/day", nil), ("0.499499 mL/day", nil), ("5 mL/day", nil),
        ] as [(String, Int64?)])
    func consistency(rate: String, comesTo: Int64?) throws {
        let text = TherapyText.continuous + "\nrate = \"\(rate)\""
        if let comesTo {
            #expect(
                try TherapyText.prescription(text).infusion
                    == .simpleContinuous(rate: FlowRate(picolitersPerDay: comesTo)))
        } else {
            let found = TherapyText.failure(text)
            #expect(found.hasPrefix("13:8: infusion.rate: \(rate) at 1 mg/mL is not "), "\(found)")
            #expect(found.hasSuffix(" of dye, which is 0.5 mL/day; they may differ by 0.1 %"), "\(found)")
        }
    }

    @Test("Tens of thousands of unknown keys cost no more than the first hundred", .timeLimit(.minutes(5)))
    func manyKeys() {
        let keys = (0..<30_000).map { "key\($0) = 1" }.joined(separator: "\n")
        let many = TherapyText.failure(TherapyText.continuous + "\n" + keys)
        #expect(many.split(separator: "\n").count == 100)
    }

    @Test("Days of the calendar")
    func calendar() {
        for text in [
            "2026-2-1", "2026-13-01", "2026-00-01", "2026-04-31", "2100-02-29", "1969-12-31", "２026-01-01", "", "-",
            "2026-01-011",
        ] {
            #expect(CalendarDate(text) == nil, "\(text)")
        }
        #expect(CalendarDate("2028-02-28")?.adding(days: 2)?.description == "2028-03-01")
        #expect(CalendarDate("2026-11-21")?.adding(days: 365)?.description == "2027-11-21")
        #expect(CalendarDate("2000-01-01")?.adding(days: 9_999)?.description == "2027-05-18")
        #expect(CalendarDate("9999-12-31")?.adding(days: 1) == nil)
        #expect(CalendarDate("2026-11-21")?.adding(days: .max) == nil)
    }
}
