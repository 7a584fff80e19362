// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TestSupport
import Testing

@Suite("Periodic doses")
struct PeriodicTests {
    /// 10 uL in ten minutes, every two hours.
    static func program(_ revision: Int64 = 1) -> DeliveryProgram {
        var program = DeliveryProgram.therapy(.periodicBolus, revision: revision)
        program.periodic = PeriodicDose(
            rate: FlowRate(picolitersPerDay: 1_440_000_000), duration: .minute * 10, interval: .hour * 2)
        return program
    }

    @Test("BR-D01: a dose at each interval, from start to start")
    func interval() {
        var pump = BenchPump(Self.program())
        pump.run(.hour * 24 - .second)
        #expect(pump.count(of: .periodicDose) == 12)
        #expect((119...120).contains(pump.microliters()))
    }

    @Test(
        "BR-D09: never twice within its interval, over stops, resumes, commits, clocks and restarts", arguments: 0..<20)
    func neverTwice(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed) &+ 31)
        var pump = BenchPump(Self.program())
        var starts: [Int64] = []
        var offset: Int64 = 0
        for index in 0..<200 {
            pump.run(Duration(nanoseconds: Int64.random(in: 1...2_400_000_000_000, using: &random)))
            switch Int.random(in: 0..<5, using: &random) {
            case 0: pump.commit(Self.program(Int64(index % 3 + 1)))
            case 1: pump.apply(.stop(.operatorCall))
            case 2: pump.apply(.setClock(Int64.random(in: 0...1_000_000_000_000_000, using: &random)))
            case 3:
                starts += pump.events.filter { $0.event == .periodicDose }.map { $0.at.nanoseconds + offset }
                let therapy = pump.core.snapshot().therapy
                offset = therapy.pumpTime.nanoseconds
                pump = BenchPump(
                    restoring: Restoration(account: pump.core.account, isRestart: true, therapy: therapy))
                pump.commit(Self.program())
            default: break
            }
            pump.apply(.resume)
        }
        starts += pump.events.filter { $0.event == .periodicDose }.map { $0.at.nanoseconds + offset }
        #expect(starts.count > 5)
        for (start, next) in zip(starts, starts.dropFirst()) {
            #expect(next - start >= Duration.hour.nanoseconds * 2)
        }
    }

    @Test("A stop forfeits the rest of a dose; it does not come after it")
    func forfeited() {
        var pump = BenchPump(Self.program())
        pump.run(.minute * 5)
        pump.apply(.stop(.operatorCall))
        pump.run(.minute)
        pump.apply(.resume)
        pump.run(.minute * 100)
        #expect(pump.microliters() <= 5)
    }

    @Test("BR-D11: a crash within a dose forfeits its rest, however often it comes")
    func crash() {
        var pump = BenchPump(Self.program())
        pump.run(.minute)
        let restoration = Restoration(
            account: pump.core.account, isRestart: true, therapy: pump.core.snapshot().therapy)
        var total: Int64 = 0
        for _ in 0..<10 {
            var next = BenchPump(Self.program(), restoring: restoration)
            next.run(.minute * 9)
            total += next.core.account.forwardVolume.picoliters - restoration.account.forwardVolume.picoliters
        }
        #expect(total == 0)
    }
}
