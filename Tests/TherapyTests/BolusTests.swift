// SPDX-License-Identifier: Apache-2.0
import Quantities
import Testing

@testable import Therapy

@Suite("Bolus arithmetic")
struct BolusTests {
    @Test("A dose becomes a volume, rounded towards less")
    func volume() throws {
        let prescription = try TherapyText.prescription()
        let request = try BolusRequest(dose: "0.05 mg", duration: "10 min")
        #expect(request.duration == .minute * 10)
        #expect(try request.volume(under: prescription, rig: TherapyText.rig).picoliters == 50_000_000)
        let thirds = try TherapyText.prescription(TherapyText.continuous.replacing("1 mg/mL", with: "3 mg/mL"))
        #expect(
            try BolusRequest(dose: "0.1 mg", duration: "0 s").volume(under: thirds, rig: TherapyText.rig).picoliters
                == 33_333_333)
    }

    @Test("BR-S06: what is no bolus is refused, and the smallest possible one is named")
    func refusals() throws {
        #expect(throws: BolusRefusal.noDose) { try BolusRequest(dose: "0 mg", duration: "1 min") }
        #expect(throws: BolusRefusal.durationOutOfRange(allowed: .day)) {
            try BolusRequest(dose: "1 mg", duration: "25 h")
        }
        for (dose, duration) in [("1", "1 min"), ("1 mL", "1 min"), ("1 mg", "1"), ("1 mg", "1 mg")] {
            do throws(BolusRefusal) {
                _ = try BolusRequest(dose: dose, duration: duration)
                Issue.record("accepted \(dose) over \(duration)")
            } catch {
                guard case .badText = error else {
                    Issue.record("\(error)")
                    continue
                }
            }
        }
        let prescription = try TherapyText.prescription()
        #expect(throws: BolusRefusal.notDeliverable(minimum: TherapyText.rig.minimumBolus)) {
            try BolusRequest(dose: "229 ng", duration: "1 min").volume(under: prescription, rig: TherapyText.rig)
        }
        let thin = try TherapyText.prescription(
            TherapyText.continuous.replacing("1 mg/mL", with: "1 pg/uL").replacing("0.5 mg", with: "0.5 ng"))
        #expect(throws: BolusRefusal.outOfRange) {
            try BolusRequest(dose: .max, duration: .minute).volume(under: thin, rig: TherapyText.rig)
        }
    }

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
