// SPDX-License-Identifier: Apache-2.0
import Quantities
import TestSupport
import Testing

@Suite("Quantity arithmetic")
struct ArithmeticTests {
    @Test("Overflow at an edge is a typed error")
    func overflowThrows() {
        #expect(throws: QuantityError.overflow) { try Volume.max.adding(Volume(picoliters: 1)) }
        #expect(throws: QuantityError.overflow) { try Volume(picoliters: .min).subtracting(Volume(picoliters: 1)) }
        #expect(throws: QuantityError.overflow) { try FlowRate.max.volume(in: .day * 2) }
        #expect(throws: QuantityError.divisionByZero) { try DoseRate(picogramsPerDay: 1).flowRate(at: .zero) }
        #expect(throws: QuantityError.divisionByZero) { try Volume(picoliters: 1).time(at: .zero) }
    }

    @Test("Overflow inside is our own bug and stops the program")
    func overflowTraps() async {
        await #expect(processExitsWith: .failure) {
            _ = Volume.max + Volume(picoliters: 1)
        }
        await #expect(processExitsWith: .failure) {
            _ = Instant(nanoseconds: .max) - Instant(nanoseconds: -1)
        }
    }

    @Test("Conversions are exact where the numbers are, and round towards less where they decide a dose")
    func conversions() throws {
        let concentration = try Concentration(parsing: "25 ug/mL")
        #expect(try DoseRate(parsing: "1.2 ug/day").flowRate(at: concentration) == FlowRate(parsing: "0.048 mL/day"))
        #expect(try FlowRate(parsing: "0.048 mL/day").doseRate(at: concentration) == DoseRate(parsing: "1.2 ug/day"))
        #expect(
            try Volume(parsing: "0.395 mL").time(at: FlowRate(parsing: "0.5 mL/day")).nanoseconds == 68_256_000_000_000)
        #expect(try Volume(parsing: "0.395 mL").rate(over: .day) == FlowRate(parsing: "0.395 mL/day"))
        #expect(try FlowRate(picolitersPerDay: 1).volume(in: .day - Duration(nanoseconds: 1)).picoliters == 0)
        #expect(try FlowRate(picolitersPerDay: 1).volume(in: .hour, rounding: .up).picoliters == 1)
        #expect(try Mass(parsing: "1 ug").volume(at: Concentration(parsing: "3 ug/mL")).picoliters == 333_333_333)
    }

    @Test("Rounding against exact division", arguments: 0..<4)
    func rounding(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1_000 {
            let numerator = Int128(Int64.random(in: -(1 << 40)...(1 << 40), using: &random))
            let denominator = Int128(Int64.random(in: 1...(1 << 20), using: &random))
            let down = WideArithmetic.divide(numerator, by: denominator, rounding: .down)
            let up = WideArithmetic.divide(numerator, by: denominator, rounding: .up)
            let nearest = WideArithmetic.divide(numerator, by: denominator, rounding: .nearest)
            #expect(down * denominator <= numerator && (down + 1) * denominator > numerator)
            #expect(up * denominator >= numerator && (up - 1) * denominator < numerator)
            #expect(abs(2 * (nearest * denominator - numerator)) <= denominator)
        }
    }

    @Test("A schedule beyond the clock's range is never, not an early moment")
    func instantSaturates() {
        #expect(Instant(nanoseconds: .max - 5) + .day == .distantFuture)
        #expect(Instant(nanoseconds: 10) + Duration(nanoseconds: -4) == Instant(nanoseconds: 6))
    }
}
