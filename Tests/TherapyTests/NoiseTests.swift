// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TestSupport
import Testing

@testable import Therapy

/// Goal: no document makes the daemon trap, whatever it says. Method: sound documents of every mode with some values or
/// bytes replaced, read and, where they are accepted, reviewed on a path that asks for a bridge.
@Suite("Noise")
struct NoiseTests {
    private static let texts = [
        TherapyText.continuous, ModeTests.flex, ModeTests.periodic, ModeTests.staircase,
        TherapyText.continuous + ModeTests.demand + "\n[limits]\nsafe-rate = \"0 mL/day\"",
        TherapyText.continuous.replacing(
            "1 mg/mL\"", with: "1 mg/mL\"\nday-ceiling = \"1 mg\"\nhour-ceiling = \"1 mg\"")
            + "\n[catheter]\nvolume = \"0.3 mL\"\npump-path = \"0.1 mL\"",
        ModeTests.text("mode = \"stopped\"")
            + "\n[trial]\nkind = \"multiple-injections\"\ndose = \"1 ug\"\nduration = \"1 s\"\ndoses = 3",
    ]

    private static let values = [
        "0", "-1", "9223372036854775807", "1e308", "nan", "\"\"", "\"0 mL\"", "\"99999999999999999999 mL\"", "[]", "{}",
        "\"0.000001 mL/day\"", "\"1 pg/day\"", "\"1000 g/mL\"", "\"1 pg/uL\"", "\"100 L/day\"", "\"1000 mL\"", "true",
        "\"0.000000001 mL/day\"", "\"stopped\"", "\"1 pg\"", "\"1000 g\"", "\"1 g/mL\"", "\"1000 g/day\"", "\"1 s\"",
        "\"1 ns\"", "\"1 day\"", "\"7 days\"", "\"30 days\"", "\"all\"", "\"23:59\"", "\"1000 L\"",
    ]

    @Test("Empty and alien texts are refused, and no noise traps", arguments: 0..<6)
    func noise(seed: Int) throws {
        #expect(TherapyText.failure("").hasPrefix("1:1: schema: is missing"))
        var random = SplitMix64(seed: UInt64(seed))
        var reviewed = 0
        for round in 0..<420 {
            let text = Self.texts[round % Self.texts.count]
            for text in [Self.replaced(text, &random), Self.noisy(text, &random)] {
                guard let prescription = try? TherapyText.prescription(text) else { continue }
                reviewed += 1
                _ = Review(of: prescription, in: try Self.context(round % 3))
            }
        }
        // Noise that no reader lets through would test the reader only.
        #expect(reviewed > 20)
    }

    private static func context(_ kind: Int) throws -> ReviewContext {
        var context = TherapyText.context()
        context.slots = try #require(DrugSlots(["dye": 0]))
        var mixture = DrugMixture()
        mixture[0] = Concentration(picogramsPerMicroliter: kind == 0 ? 1 : 500_000)
        if kind < 2 {
            let plug = PathContents.Plug(earliest: .zero, latest: .zero, mixture: mixture, isUnknown: false)
            context.therapy.path = try #require(PathContents([plug]))
        }
        context.forwardVolume = Volume(picoliters: 1_000_000_000_000)
        return context
    }

    private static func replaced(_ text: String, _ random: inout SplitMix64) -> String {
        var lines = text.split(separator: "\n").map(String.init)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let index = Int.random(in: 0..<lines.count, using: &random)
            guard let equals = lines[index].firstIndex(of: "=") else { continue }
            lines[index] = lines[index][...equals] + " " + (values.randomElement(using: &random) ?? "1")
        }
        return lines.joined(separator: "\n")
    }

    private static func noisy(_ text: String, _ random: inout SplitMix64) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
