// SPDX-License-Identifier: Apache-2.0
import Quantities
import TestSupport
import Testing

@Suite("Quantities as text")
struct QuantityTextTests {
    @Test("What is written is read back to the same value", arguments: 0..<8)
    func roundTrip(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<100 {
            func check<Q: TextualQuantity>(_: Q.Type) throws {
                let bits = Int64.random(in: 1...62, using: &random)
                let amount = Int64.random(in: 0...(1 << bits), using: &random)
                let value = Q(canonical: Q.allowsNegative && Bool.random(using: &random) ? -amount : amount)
                #expect(try Q(parsing: value.description) == value, "\(value)")
            }
            try check(Volume.self)
            try check(FlowRate.self)
            try check(Mass.self)
            try check(DoseRate.self)
            try check(Concentration.self)
            try check(Pressure.self)
            try check(Duration.self)
            try check(Ratio.self)
        }
    }

    @Test("Every unit of every kind reads back what it wrote, where the decimals suffice", arguments: 0..<5)
    func everyUnit(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed) &+ 977)
        func check<Q: TextualQuantity>(_: Q.Type) throws {
            for unit in Q.units {
                // Whole multiples of the unit are exact, except of those that are no whole number of pascals.
                let count = Int64.random(in: 1...900, using: &random)
                let value = try Q(parsing: "\(count) \(unit.symbol)")
                let text = value.formatted(in: unit)
                #expect(try Q(parsing: text) == value, "\(text)")
            }
        }
        try check(Volume.self)
        try check(FlowRate.self)
        try check(DoseRate.self)
        try check(Concentration.self)
        try check(Duration.self)
        try check(Pressure.self)
    }

    @Test("The examples of the documentation")
    func examples() throws {
        #expect(try DoseRate(parsing: "1.2 mg/day").picogramsPerDay == 1_200_000_000)
        #expect(try FlowRate(parsing: "0.048 mL/day").picolitersPerDay == 48_000_000)
        #expect(try Concentration(parsing: "20 mg/mL").picogramsPerMicroliter == 20_000_000)
        #expect(try Duration(parsing: "4 h") == .hour * 4)
        #expect(try FlowRate(parsing: "1 mL/h").picolitersPerDay == 24_000_000_000)
        #expect(try DoseRate(parsing: "0.1 µg/h").picogramsPerDay == 2_400_000)
        #expect(try Concentration(parsing: "25 μg/mL").picogramsPerMicroliter == 25_000)
        #expect(try Pressure(parsing: "-10 mmHg").pascals == -1333)
        #expect(try Ratio(parsing: "2.5 %").partsPerMillion == 25_000)
        #expect(try Volume(parsing: "  20mL ").description == "20 mL")
        #expect(FlowRate(picolitersPerDay: 48_000_000).description == "0.048 mL/day")
        #expect(Duration(nanoseconds: 5_400_000_000_000).description == "90 min")
        #expect(Volume.zero.description == "0 pL")
    }

    @Test(
        "BR-S06: a bare number and a unit of another kind are refused, and the error says what would be right",
        arguments: [
            ("1.2", "a flow rate needs a unit: one of mL/day"),
            ("1.2 mg/day", "“mg/day” is a unit of dose rate, not of flow rate"),
            ("1.2 furlong", "“furlong” is no unit known here"),
            ("mL/day", "does not start with a decimal number"),
            ("1. mL/day", "does not start with a decimal number"),
            ("1e3 mL/day", "“e3mL/day” is no unit known here"),
            ("-1 mL/day", "cannot be negative"),
            ("0.0000000001 mL/day", "finer than can be held"),
            ("99999999999999999 mL/day", "too large"),
            ("1234567890123456789012345 mL/day", "at most 24 digits"),
            ("", "does not start with a decimal number"),
        ])
    func refused(text: String, says: String) {
        do throws(QuantityTextError) {
            let value = try FlowRate(parsing: text)
            Issue.record("accepted as \(value)")
        } catch {
            #expect(error.description.contains(says), "\(error)")
            #expect(error.column >= 1)
        }
    }

    @Test("No text of random characters traps the parser", arguments: 0..<5)
    func noise(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed) &+ 31)
        let alphabet = Array("0123456789.+- mLugdayh/µ%eE\u{0}é")
        for _ in 0..<2_000 {
            let text = String(
                (0..<Int.random(in: 0...24, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
            if let value = try? Volume(parsing: text) { #expect(value >= .zero) }
            if let value = try? Pressure(parsing: text) { #expect(Pressure(value.description) == value) }
        }
    }
}
