// SPDX-License-Identifier: Apache-2.0
import Quantities
import Testing

@testable import Therapy

@Suite("Bolus arithmetic")
struct BolusTests {
    @Test("A delivered interval holds at least and at most so much of each drug")
    func delivered() throws {
        let text = TherapyText.continuous.replacing(
            "[infusion]", with: "primary = true\n[[drug]]\nname = \"b\"\nconcentration = \"7 ng/mL\"\n[infusion]")
        let doses = try TherapyText.prescription(text).admixture.doses(
            from: Volume(picoliters: 500_000), to: Volume(picoliters: 1_000_001))
        #expect(doses.map(\.drug) == ["dye", "b"])
        #expect(doses.map(\.lowest.picograms) == [500_000, 3])
        #expect(doses.map(\.highest.picograms) == [1_000_001, 8])
        #expect(throws: QuantityError.overflow) {
            try TherapyText.prescription(TherapyText.continuous.replacing("1 mg/mL", with: "1 g/mL")).admixture.doses(
                from: .zero, to: .max)
        }
    }
}
