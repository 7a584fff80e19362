// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Therapy

@Suite("Slots of drugs")
struct SlotTests {
    private static func mixture(_ names: [String]) throws -> Admixture {
        let drugs = names.enumerated().map { index, name in
            "[[drug]]\nname = \"\(name)\"\nconcentration = \"1 mg/mL\"\nprimary = \(index == 0)\n"
        }
        return try TherapyText.prescription(
            TherapyText.continuous.replacing(
                "[[drug]]\nname = \"dye\"\nconcentration = \"1 mg/mL\"\n", with: drugs.joined())
        ).admixture
    }

    @Test("A drug keeps its slot while path or windows hold it, and the next one takes a free one")
    func keeping() throws {
        var path = PathContents()
        var windows = DoseWindows(at: .zero)
        let first = try DrugSlots().assigning(try Self.mixture(["a", "b"]), path: path, windows: windows)
        #expect(first.all == ["a": 0, "b": 1])
        // The path still holds a, the windows b.
        path.enter(first.mixture(of: try Self.mixture(["a"])), at: .zero)
        windows.add(1, ofSlot: 1)
        let second = try first.assigning(try Self.mixture(["c"]), path: path, windows: windows)
        #expect(second.all == ["a": 0, "b": 1, "c": 2])
        // A day later the windows have forgotten b, and its slot is the next one's.
        windows.roll(to: .zero + .day * 2)
        let third = try second.assigning(try Self.mixture(["d"]), path: path, windows: windows)
        #expect(third.all == ["a": 0, "d": 1])
        #expect(third["d"] == 1 && third["b"] == nil && third.name(ofSlot: 0) == "a" && third.name(ofSlot: 8) == nil)
    }

    @Test("Without a free slot a new drug is refused by name")
    func full() throws {
        let windows = DoseWindows(at: .zero)
        let five = try DrugSlots().assigning(
            try Self.mixture(["a", "b", "c", "d", "e"]), path: PathContents(), windows: windows)
        var path = PathContents()
        path.enter(five.mixture(of: try Self.mixture(["a", "b", "c", "d", "e"])), at: .zero)
        let three = try five.assigning(try Self.mixture(["f", "g", "h"]), path: path, windows: windows)
        #expect(three.all.count == 8)
        #expect(throws: ReviewError.noFreeSlot(drug: "j")) {
            try five.assigning(try Self.mixture(["f", "g", "h", "j"]), path: path, windows: windows)
        }
    }

    @Test("A record of slots that contradicts itself is none")
    func records() {
        #expect(DrugSlots(["a": 0, "b": 7])?.all == ["a": 0, "b": 7])
        #expect(DrugSlots(["a": 0, "b": 0]) == nil)
        #expect(DrugSlots(["a": 8]) == nil && DrugSlots(["a": -1]) == nil)
    }
}
