// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@Suite("Flex, by the pump clock")
struct FlexTests {
    /// Weekdays: 0.24 mL/day from 12:00 to 13:00, else nothing. The weekend rests. 10 uL a working day.
    static let noon = FlexSchedule(
        (0..<5).flatMap { day in
            [
                (minute: day * 1_440 + 720, rate: FlowRate(picolitersPerDay: 240_000_000)),
                (minute: day * 1_440 + 780, rate: FlowRate.zero),
            ]
        })!
    /// Monday, 1970-01-05, 00:00.
    static let monday: Int64 = 4 * 86_400_000_000_000
    static let hour: Int64 = 3_600_000_000_000

    static func pump(clock: Int64?) -> BenchPump {
        var pump = BenchPump()
        pump.commit(.therapy(.flex), noon)
        if let clock { pump.apply(.setClock(clock)) }
        pump.apply(.resume)
        return pump
    }

    @Test("BR-D09: patterns by weekday: five days of ten microlitres, two of none")
    func weekdays() {
        var pump = Self.pump(clock: Self.monday)
        for day in 1...14 {
            pump.run(.day)
            let working = day <= 7 ? min(day, 5) : 5 + min(day - 7, 5)
            let behind = Int64(working) * 10_000_000 - pump.core.account.forwardVolume.picoliters
            #expect((0..<600_000).contains(behind), "day \(day)")
        }
    }

    @Test("BR-D09: an unknown clock rests and says why; setting it starts the step that it shows")
    func clockUnknown() {
        var pump = Self.pump(clock: nil)
        pump.run(.day)
        #expect(pump.core.state == .delivering)
        #expect(pump.core.conditions.isPresent(.clockUnknown))
        #expect(pump.core.account.forwardVolume == .zero)
        pump.apply(.setClock(Self.monday + 12 * Self.hour))
        pump.run(.minute * 59)
        #expect(!pump.core.conditions.lists(.clockUnknown))
        #expect(pump.count(of: .clockSet(before: nil, after: Self.monday + 12 * Self.hour)) == 1)
        #expect(pump.microliters() == 10 || pump.microliters() == 9)
    }

    @Test("BR-D09: a clock set back repeats no step that was delivered", arguments: [1, 2, 5, 11, 23])
    func setBack(hours: Int64) {
        var pump = Self.pump(clock: Self.monday + 11 * Self.hour)
        pump.run(.hour * 2)
        let once = pump.core.account.forwardVolume
        #expect(pump.microliters() >= 9)
        pump.apply(.setClock(Self.monday + 13 * Self.hour - hours * Self.hour))
        // Up to noon of the old clock's next day nothing may come twice.
        pump.run(.hour * 22)
        #expect(pump.core.account.forwardVolume - once < Volume(picoliters: 600_000))
    }

    @Test("BR-D09: a clock set forward and back, any number of times, delivers a day no more than once")
    func toAndFro() {
        var pump = Self.pump(clock: Self.monday + 11 * Self.hour + Self.hour / 2)
        // Every ten minutes somebody sets it back to 12:00.
        for _ in 0..<132 {
            pump.run(.minute * 10)
            pump.apply(.setClock(Self.monday + 12 * Self.hour))
        }
        #expect(pump.core.account.forwardVolume.picoliters <= 10_000_000)
        #expect(pump.microliters() >= 1)
    }

    @Test("A day after the clock was moved the new schedule holds alone")
    func afterADay() {
        var pump = Self.pump(clock: Self.monday)
        pump.apply(.setClock(Self.monday + 6 * Self.hour))
        pump.run(.hour * 24)
        let before = pump.core.account.forwardVolume
        pump.run(.hour * 24)
        #expect((9...10).contains(pump.microliters(since: before)))
    }

    @Test("Steps that are out of order or too many make no schedule; one change holds the whole week")
    func schedules() {
        let rate = FlowRate(picolitersPerDay: 1)
        #expect(FlexSchedule([(minute: 5, rate: rate), (minute: 5, rate: rate)]) == nil)
        #expect(FlexSchedule([(minute: 10_080, rate: rate)]) == nil)
        #expect(FlexSchedule((0..<337).map { (minute: $0, rate: rate) }) == nil)
        let week = FlexSchedule([(minute: 600, rate: rate)])!
        #expect(week.rate(at: Self.monday).rate == rate)
        #expect(week.rate(at: Self.monday).holds == .minute * 600)
        #expect(week.rate(at: Self.monday - 1).holds == .minute * 600 + Duration(nanoseconds: 1))
        #expect(week.rate(at: -Self.monday * 100).rate == rate)
    }
}
