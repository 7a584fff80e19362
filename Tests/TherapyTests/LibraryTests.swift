// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TOMLDocument
import Testing

@testable import Therapy

@Suite("Drug library")
struct LibraryTests {
    private static let dye = """
        [[drug]]
        name = "dye"
        code = "0123"
        concentration = { lower-hard = "0.5 mg/mL", upper-hard = "2 mg/mL", source = "bench" }
        daily-dose = { lower-soft = "0.1 mg", upper-soft = "0.6 mg", upper-hard = "0.8 mg", source = "bench A" }
        dose-rate = { upper-soft = "1 mg/day", upper-hard = "2 mg/day", source = "bench B" }
        single-bolus = { lower-hard = "10 ug", upper-soft = "50 ug", upper-hard = "60 ug", source = "bench C" }
        """

    private static func review(_ changes: (String, String)..., extra: String = "") throws -> Review {
        var text = TherapyText.continuous + extra
        for (old, new) in changes { text = text.replacing(old, with: new) }
        return try TherapyText.review(text, library: TherapyText.libraryText(dye))
    }

    @Test("BR-S04: a drug that the library does not have by exactly its name is refused where it stands")
    func unknown() throws {
        let review = try Self.review(("\"dye\"", "\"Dye\""))
        #expect(review.errors == [.unknownDrug(field: "drug[1].name", name: "Dye")] && review.program == nil)
        let prescription = try TherapyText.prescription(TherapyText.continuous.replacing("\"dye\"", with: "\"Dye\""))
        #expect(
            prescription.documentError(review.errors[0], file: "t.toml").description
                == "t.toml:8:8: drug[1].name: the drug library has no “Dye”; a drug is known by exactly its name there")
    }

    @Test(
        "BR-S04: a concentration outside its hard limits is refused, one at a limit is not",
        arguments: [("0.5 mg/mL", true), ("0.499999 mg/mL", false), ("2 mg/mL", true), ("2.000001 mg/mL", false)])
    func concentration(text: String, passes: Bool) throws {
        let review = try Self.review(("1 mg/mL", text))
        #expect(review.errors.isEmpty == passes)
        if !passes {
            #expect(review.errors.map(\.field) == ["drug[1].concentration"])
            #expect(review.errors[0].description.hasSuffix("(bench)"))
        }
    }

    @Test("BR-S05: a soft limit asks for an override, and says what is asked, the limit and its source")
    func soft() throws {
        let review = try Self.review(("0.5 mg/day", "0.601 mg/day"))
        #expect(review.errors.isEmpty && review.program != nil && review.needsOverride)
        #expect(
            review.softLimits.map(\.description) == [
                "the daily dose of dye, 601 ug, is above the drug library's soft limit, 600 ug (bench A)"
            ])
        #expect(review.softLimits[0].field == "infusion.dose-rate")
        #expect(try !Self.review(("0.5 mg/day", "0.6 mg/day")).needsOverride)
        let low = try Self.review(("0.5 mg/day", "0.09 mg/day"))
        #expect(low.softLimits.map(\.isUpper) == [false])
        // Nothing is not too little.
        let stopped = try Self.review(("simple-continuous", "stopped"), ("dose-rate = \"0.5 mg/day\"", ""))
        #expect(!stopped.needsOverride && stopped.errors.isEmpty)
    }

    @Test("BR-S05: an override has a name and a reason")
    func override() {
        #expect(NamedOverride(name: "A. Smith", reason: "bench test 7") != nil)
        #expect(NamedOverride(name: " ", reason: "bench test 7") == nil)
        #expect(NamedOverride(name: "A. Smith", reason: "\t") == nil)
    }

    private static func patterns(_ prescription: Prescription) -> [FlexPattern]? {
        if case .flex(let patterns) = prescription.infusion { patterns } else { nil }
    }

    @Test("BR-D02: the maximum rate follows from the library's hard dose rate and the concentration")
    func maximumRate() throws {
        #expect(try Self.review().program?.maximumRate.description == "2 mL/day")
        #expect(try Self.review(("1 mg/mL", "2 mg/mL")).program?.maximumRate.description == "1 mL/day")
        let review = try Self.review(("0.5 mg/day", "2.1 mg/day"))
        #expect(
            review.errors.first?.description
                == "the rate, 2.1 mL/day, is above the maximum of the drug library for dye (bench B): allowed is "
                + "2 mL/day")
        let error = try #require(review.errors.first)
        #expect(
            try TherapyText.prescription(TherapyText.continuous).place(of: error.field)
                == DocumentPosition(line: 12, column: 13))
        let flex = try TherapyText.prescription(ModeTests.flex)
        #expect(flex.place(of: flex.fieldOfHighestStep(try #require(Self.patterns(flex)))).description == "19:8")
        let own = try Self.review(extra: "\n[limits]\nmax-rate = \"1.5 mL/day\"\nsafe-rate = \"1.6 mL/day\"")
        #expect(
            own.errors.map(\.description) == [
                "the safe rate, 1.6 mL/day, is above the maximum of the prescription: allowed is 1.5 mL/day"
            ])
    }

    @Test("BR-S05: each kind of bolus meets the limits of a single bolus")
    func boluses() throws {
        let library = TherapyText.libraryText(Self.dye)
        let demand = try Self.review(("25 ug", "61 ug"), extra: ModeTests.demand)
        #expect(demand.errors.map(\.field) == ["demand-bolus.dose"])
        let soft = try Self.review(("25 ug", "51 ug"), extra: ModeTests.demand)
        #expect(soft.softLimits.map(\.field) == ["demand-bolus.dose"])
        let low = try TherapyText.review(
            ModeTests.periodic.replacing("50 ug", with: "9 ug").replacing("total-per-day = \"0.4 mg\"", with: ""),
            library: library)
        #expect(low.errors.contains { $0.field == "infusion.dose" })
        let admixture = try TherapyText.prescription().admixture
        #expect(try library.findings(ofBolus: Volume(picoliters: 60_000_000), of: admixture).map(\.isHard) == [false])
        #expect(try library.findings(ofBolus: Volume(picoliters: 60_000_001), of: admixture).map(\.isHard) == [true])
        #expect(try library.findings(ofBolus: Volume(picoliters: 50_000_000), of: admixture).isEmpty)
    }

    static let mistakes: [(String, String, String)] = [
        ("source = \"bench\"", "code = \"1\"", "5:69: drug[1].concentration.code: unknown key"),
        (", source = \"bench\"", "", "5:17: drug[1].concentration.source: is missing; it takes a text"),
        (
            "lower-hard = \"0.5 mg/mL\"", "lower-hard = \"3 mg/mL\"",
            "5:56: drug[1].concentration.upper-hard: 2 mg/mL is below lower-hard, 3 mg/mL"
        ),
        (
            "upper-soft = \"0.6 mg\"", "upper-soft = \"0.6 mg/day\"",
            "6:52: drug[1].daily-dose.upper-soft: “mg/day” is a unit of dose rate"
        ),
        ("code = \"0123\"", "code = 123", "4:8: drug[1].code: a text in quotes is expected here"),
        (
            "upper-soft = \"1 mg/day\", upper-hard = \"2 mg/day\", ", "",
            "7:13: drug[1].dose-rate: gives no limit; there are lower-hard"
        ),
        (
            "name = \"dye\"", "name = \"dye\"\n[[drug]]\nname = \"dye\"",
            "5:8: drug[2].name: “dye” is in the library already"
        ),
        ("[[drug]]", "[drug]", "2:1: drug: each is a table of its own here: [[drug]]"),
    ]

    @Test("Mistakes of a library are named where they stand", arguments: 0..<mistakes.count)
    func mistake(index: Int) {
        let (line, change, says) = Self.mistakes[index]
        let text = "schema = 1\n" + Self.dye.replacing(line, with: change)
        do throws(DocumentErrors) {
            _ = try DrugLibrary(parsing: text, file: "l.toml", digest: "")
            Issue.record("accepted")
        } catch {
            let found = error.description.replacing("l.toml:", with: "")
            #expect(found.split(separator: "\n").contains { $0.hasPrefix(says) }, "\(found)")
        }
    }

    @Test("Another schema is refused with one error")
    func schema() {
        #expect(throws: DocumentErrors.self) { try DrugLibrary(parsing: "schema = 2\nx = 1", file: "l", digest: "") }
    }
}
