// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@Suite("The staircase of a continuous trial")
struct StaircaseTests {
    /// 0.1 mL/day, 0.05 more every two hours up to 0.2, for ten hours.
    static func program(_ revision: Int64 = 1) -> DeliveryProgram {
        var program = DeliveryProgram.therapy(.staircase, revision: revision)
        program.staircase = Staircase(
            start: FlowRate(picolitersPerDay: 100_000_000), step: FlowRate(picolitersPerDay: 50_000_000),
            interval: .hour * 2, ceiling: FlowRate(picolitersPerDay: 200_000_000), limit: .hour * 10)
        return program
    }

    @Test("BR-D01: it rises by its step to its ceiling and stops when its time is up")
    func rises() {
        var pump = BenchPump(Self.program())
        pump.run(.hour * 10 - .second)
        #expect(pump.rates == ["0.1 mL/day", "0.15 mL/day", "0.2 mL/day"])
        #expect(pump.core.state == .delivering)
        pump.run(.second * 2)
        #expect(pump.core.state == .stopped)
        #expect(pump.count(of: .stateChanged(from: .delivering, to: .stopped, cause: .ended)) == 1)
        pump.apply(.resume)
        pump.run(.second)
        #expect(pump.core.state == .stopped)
    }

    @Test("Relief holds the rate, beyond the time of the trial; a hold without a trial is refused")
    func held() {
        var pump = BenchPump(Self.program())
        pump.run(.hour * 3)
        #expect(pump.apply(.holdStaircase) == .accepted)
        pump.run(.hour * 20)
        #expect(pump.core.snapshot().rate.description == "0.15 mL/day")
        #expect(pump.core.state == .delivering)
        pump.commit(.therapy(.simpleContinuous, "0.1 mL/day", revision: 2))
        #expect(pump.apply(.holdStaircase) == .noStaircase)
    }

    @Test("Only delivered time counts: a stop, and a restart, halt the climb")
    func deliveredTime() {
        var pump = BenchPump(Self.program())
        pump.run(.hour)
        pump.apply(.stop(.operatorCall))
        pump.run(.hour * 5)
        pump.apply(.resume)
        pump.run(.minute * 59)
        #expect(pump.core.snapshot().rate.description == "0.1 mL/day")
        pump.run(.minute * 2)
        #expect(pump.core.snapshot().rate.description == "0.15 mL/day")
    }

    @Test("The same revision committed again and again does not give a trial more time")
    func recommitted() {
        var pump = BenchPump(Self.program())
        for _ in 0..<11 {
            pump.run(.hour)
            pump.commit(Self.program())
        }
        #expect(pump.core.state == .stopped)
        #expect(pump.rates.contains("0.2 mL/day"))
    }

    @Test("Crashes give a trial more time by what was not on record only")
    func crashed() {
        var restoration = Restoration()
        var hours = 0
        for _ in 0..<30 {
            var pump = BenchPump(Self.program(), restoring: restoration)
            pump.run(.hour)
            guard pump.core.state == .delivering else { break }
            hours += 1
            restoration = Restoration(
                account: pump.core.account, isRestart: true, therapy: pump.core.snapshot().therapy)
        }
        #expect(hours == 9 || hours == 10)
    }
}
