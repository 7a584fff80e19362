// SPDX-License-Identifier: Apache-2.0
import Foundation
import Quantities
import TestSupport
import Testing

@Suite("Quantities in stored values")
struct QuantityCodingTests {
    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return String(decoding: try encoder.encode([value]), as: UTF8.self)
    }

    @Test("BR-S06: a quantity is stored as text with its unit")
    func text() throws {
        #expect(try json(Volume(picoliters: 395_000_000)) == "[\"395 uL\"]")
        #expect(try json(FlowRate(picolitersPerDay: 48_000_000)) == "[\"0.048 mL/day\"]")
        #expect(try json(Quantities.Duration.minute * 90) == "[\"90 min\"]")
    }

    @Test("What is stored is read back to the same value", arguments: 0..<4)
    func roundTrip(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        func check<Q: TextualQuantity & Codable>(_: Q.Type) throws {
            for amount in [
                0, Int64.random(in: 0...1_000_000, using: &random), Int64.random(in: 0...(.max), using: &random),
            ] {
                let value = Q(canonical: amount)
                #expect(try JSONDecoder().decode([Q].self, from: JSONEncoder().encode([value])) == [value])
            }
        }
        try check(Volume.self)
        try check(FlowRate.self)
        try check(Mass.self)
        try check(DoseRate.self)
        try check(Concentration.self)
        try check(Quantities.Duration.self)
        try check(Ratio.self)
    }

    @Test("BR-S06: a bare number, another kind and a negative amount are refused")
    func refusals() {
        for text in ["[5]", "[\"5\"]", "[\"5 mg\"]", "[\"-5 mL\"]"] {
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode([Volume].self, from: Data(text.utf8))
            }
        }
        #expect(throws: EncodingError.self) { try JSONEncoder().encode([Quantities.Duration(nanoseconds: -1)]) }
    }
}
