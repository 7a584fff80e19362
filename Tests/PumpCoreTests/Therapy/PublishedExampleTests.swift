// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@Suite("Published examples, on the core")
struct PublishedExampleTests {
    @Test("BR-D07: 0.395 mL from 500 to 2000 ug/mL at 100 ug/day: 0.2 mL/day for 47.4 h, then 0.05 mL/day")
    func bridge() throws {
        var program = DeliveryProgram.therapy(.simpleContinuous, "0.05 mL/day", concentration: 2_000_000)
            .dead("0.395 mL").ceiling(.day, micrograms: 120)
        let isThere = program.bridge.append(
            until: try Volume(parsing: "0.395 mL"), rate: try FlowRate(parsing: "0.2 mL/day"))
        #expect(isThere)
        var pump = BenchPump(program, restoring: .path(of: 500_000))
        pump.run(.hour * 47)
        #expect(pump.core.snapshot().rate.description == "0.2 mL/day")
        #expect(pump.core.snapshot().bridgeLeft != nil)
        pump.run(.day * 5)
        // 0.395 mL at 0.2 mL/day, to the nanosecond.
        #expect(pump.time(of: .bridgeEnded) == .zero + .minute * 2_844)
        #expect(pump.rates == ["0.2 mL/day", "0.05 mL/day"])
        #expect(pump.core.conditions.listed == 0)
        #expect(pump.core.snapshot().rate.description == "0.05 mL/day")
        // 0.395 mL and 0.05 mL/day for the rest of 167 h, within a stroke.
        let prescribed = Int64(395_000_000) + 50_000_000 * (167 * 60 - 2_844) / 1_440
        #expect((prescribed - 600_000...prescribed).contains(pump.core.account.forwardVolume.picoliters))
    }

    @Test("1.2 ug/day at 25 ug/mL are 0.048 mL/day")
    func dose() throws {
        let rate = try DoseRate(parsing: "1.2 ug/day").flowRate(at: Concentration(parsing: "25 ug/mL"))
        #expect(rate.description == "0.048 mL/day")
        var pump = BenchPump(.therapy(.simpleContinuous, rate.description, concentration: 25_000))
        pump.run(.day * 10)
        let left = 480_000_000 - pump.core.account.forwardVolume.picoliters
        #expect((0..<600_000).contains(left))
    }

    @Test("BR-D01: a flex day comes to the total of its steps")
    func flexDay() throws {
        let steps: [(minute: Int, rate: String)] = [
            (0, "0.1 mL/day"), (6 * 60, "0.35 mL/day"), (9 * 60 + 30, "0.2 mL/day"), (22 * 60, "0.05 mL/day"),
        ]
        let week = try (0..<7).flatMap { day in
            try steps.map { (minute: day * 1_440 + $0.minute, rate: try FlowRate(parsing: $0.rate)) }
        }
        var pump = BenchPump()
        pump.commit(.therapy(.flex), try #require(FlexSchedule(week)))
        pump.apply(.setClock(0))
        pump.apply(.resume)
        pump.run(.day)
        // 6 h, 3.5 h, 12.5 h and 2 h.
        let parts: [Int64] = [100_000_000 * 360, 350_000_000 * 210, 200_000_000 * 750, 50_000_000 * 120]
        let total = parts.reduce(0, +) / 1_440
        #expect((total - 600_000...total).contains(pump.core.account.forwardVolume.picoliters))
        #expect(pump.rates == ["0.1 mL/day", "0.35 mL/day", "0.2 mL/day", "0.05 mL/day", "0.1 mL/day"])
    }

    @Test(
        "BR-D04: the same two requests: granted by a lockout from the start (CADD-MS 3), refused by one from the end (Vyafuser)"
    )
    func lockouts() throws {
        for fromEnd in [false, true] {
            var pump = BenchPump(
                .therapy(.simpleContinuous, "0.5 mL/day").demand(
                    "20 uL", .minute * 30, lockout: .hour, fromEnd: fromEnd))
            #expect(pump.press(1) == .accepted)
            pump.run(.minute * 75)
            #expect(pump.bolusEnds.count == 1)
            let outcome = pump.press(2)
            guard fromEnd else {
                #expect(outcome == .accepted)
                continue
            }
            guard case .lockedOut(let until) = outcome else {
                Issue.record("\(outcome)")
                continue
            }
            // The dose takes 30 min, its last stroke a little longer.
            #expect(until >= .zero + .minute * 90 && until < .zero + .minute * 91)
            pump.run(until - pump.core.now - .millisecond)
            #expect(pump.press(3) == .lockedOut(until: until))
            pump.run(.millisecond)
            #expect(pump.press(4) == .accepted)
        }
    }

    @Test("BR-D08: clearing 0.395 mL takes 19 h at 0.5 mL/day")
    func clearing() throws {
        var pump = BenchPump(profile: .reference(primeRate: "0.5 mL/day"))
        pump.commit(.therapy(.simpleContinuous, "0.05 mL/day").dead("0.395 mL"))
        pump.apply(.declarePath(isFree: true))
        #expect(pump.prime("0.395 mL") == .accepted)
        pump.run(.minute * 1_130)
        #expect(pump.core.state == .priming)
        pump.run(.minute * 10)
        #expect(pump.core.state == .stopped)
        let (delivered, end) = try #require(pump.bolusEnds.first)
        #expect(end == .completed)
        #expect((394_900_000...395_000_000).contains(delivered.picoliters))
    }
}
