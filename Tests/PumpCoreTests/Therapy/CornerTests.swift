// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@Suite("Corners of the therapy")
struct CornerTests {
    @Test(
        "BR-D06: a bolus that is all in strokes already ends with them when a demand bolus comes, and waits for nothing",
        arguments: [1, 5, 10, 20, 40, 60, 90] as [Int64])
    func endsWithItsLastStroke(millisecondsBefore: Int64) throws {
        let program = DeliveryProgram.therapy(.simpleContinuous, "0.5 mL/day")
            .demand("2 uL", .minute, lockout: .minute * 10)
        var first = BenchPump(program, restoring: .path(of: 500_000))
        first.single("5 uL", .minute * 2)
        first.run(.minute * 10)
        let end = try #require(
            first.events.first { record in
                if case .bolusEnded = record.event { true } else { false }
            }?.at)
        var pump = BenchPump(program, restoring: .path(of: 500_000))
        pump.single("5 uL", .minute * 2)
        pump.run((end - .millisecond * millisecondsBefore) - pump.core.now)
        #expect(pump.press() == .accepted)
        pump.run(.hour)
        #expect(pump.core.snapshot().bolus == nil && pump.core.snapshot().suspended == nil)
        #expect(pump.bolusEnds.count == 2)
        #expect(pump.single("5 uL", .minute * 2, identifier: 7) == .accepted)
    }

    @Test("BR-D02: a bolus that next to no headroom would stretch beyond two days is refused, at once")
    func noHeadroom() throws {
        let rate = try FlowRate(parsing: "1 mL/day")
        var program = DeliveryProgram(
            revision: 1, mode: .simpleContinuous, rate: rate,
            maximumRate: FlowRate(picolitersPerDay: rate.picolitersPerDay + 100_000), fillNumber: 1,
            fill: try Volume(parsing: "20 mL"), residual: .zero, lowReservoir: try Volume(parsing: "2 mL"))
        program.mixture = .drug(500_000)
        program.ceilings[.hour, 0] = Mass(picograms: 100_000_000)
        var pump = BenchPump(program, restoring: .path(of: 500_000))
        let outcome = pump.single("5 uL", .minute * 5)
        guard case .rateAboveMaximum(_, let allowed) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(allowed == FlowRate(picolitersPerDay: 100_000))
    }

    @Test("BR-D09: a step that was delivered is not repeated because nobody knew the clock meanwhile")
    func lostClock() throws {
        let fast = FlowRate(picolitersPerDay: 10_000_000_000)
        var changes: [(minute: Int, rate: FlowRate)] = []
        for day in 0..<7 {
            for (minute, rate) in [(0, FlowRate.zero), (480, fast), (540, FlowRate.zero)] {
                changes.append((day * 1_440 + minute, rate))
            }
        }
        let schedule = try #require(FlexSchedule(changes))
        let program = DeliveryProgram.therapy(.flex)
        // A Monday, 07:58.
        let clock = 4 * Duration.day.nanoseconds + 478 * Duration.minute.nanoseconds
        var pump = BenchPump(profile: .reference())
        pump.commit(program, schedule)
        pump.apply(.setClock(clock))
        pump.apply(.resume)
        pump.run(.hour * 2)
        let delivered = pump.core.account.forwardVolume
        #expect(delivered > (try Volume(parsing: "400 uL")))
        var restoration = Restoration(account: pump.core.account, isRestart: true, therapy: pump.core.therapy)
        restoration.therapy.pumpTime = pump.core.snapshot().therapy.pumpTime
        restoration.therapy.background.loseClock(at: restoration.therapy.pumpTime)
        var second = BenchPump(profile: .reference(), restoring: restoration)
        second.commit(program, schedule)
        second.apply(.setClock(clock))
        second.apply(.resume)
        second.run(.hour * 2)
        #expect(second.core.account.forwardVolume == delivered)
    }

    @Test("BR-D05: a dead volume that is corrected upwards brings back what had been taken for gone")
    func deadVolumeGrows() throws {
        let strong = DeliveryProgram.therapy(.simpleContinuous, "1 mL/day", concentration: 2_000_000).dead("0.1 mL")
        var pump = BenchPump(strong, restoring: .path(of: 2_000_000))
        pump.run(.hour)
        pump.apply(.stop(.operatorCall))
        pump.commit(
            DeliveryProgram.therapy(.simpleContinuous, "1 mL/day", concentration: 500_000, revision: 2).dead("0.1 mL"))
        pump.apply(.resume)
        // 0.125 mL: more than the dead volume as it was stated.
        pump.run(.hour * 3)
        let corrected = DeliveryProgram.therapy(
            .simpleContinuous, "1 mL/day", concentration: 500_000, revision: 3
        ).dead("0.395 mL")
        pump.commit(corrected)
        let from = pump.core.account.forwardVolume
        let mass = pump.core.therapy.path.mostMass(
            ofSlot: 0, from: from, to: from + (try Volume(parsing: "10 uL")), through: corrected.dead)
        #expect(mass == Int128(10_000_000) * 2_000_000)
    }
}
