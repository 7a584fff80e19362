// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TestSupport
import Testing

@Suite("What is delivered, over random programs, commands and times")
struct DeliveryPropertyTests {
    static let profile = RigProfile.reference()

    @Test(
        "BR-D02 BR-D10: never ahead of the exact integral, less than one stroke behind, never beyond a grant",
        arguments: 0..<40)
    func integral(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        var pump = BenchPump(grant: 0)
        let profile = Self.profile
        let stroke = Int128((profile.strokeVolume + profile.curve.largestStep).picoliters) * BenchPump.day
        var fill: Int64 = 1
        for step in 0..<250 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                if Bool.random(using: &random) { fill += 1 }
                let rate = Int64.random(in: 0...Int64.random(in: 1...200_000_000_000, using: &random), using: &random)
                _ = pump.commit(.random(rate: rate, revision: Int64(step + 1), fill: fill))
            case 1: pump.apply(.resume)
            case 2: pump.apply(.stop(.operatorCall))
            case 3, 4:
                let ahead = Int64.random(in: 0...20_000, using: &random)
                pump.apply(.grant(pump.core.grant + StepCount(pulses: ahead)))
            case 5:
                let volume = Volume(picoliters: Int64.random(in: 1...50_000_000, using: &random))
                let duration = Duration(nanoseconds: Int64.random(in: 1...3_600_000_000_000, using: &random))
                pump.apply(.bolus(BolusOrder(identifier: Int64(step), volume: volume, duration: duration)))
            default:
                // From a microsecond to a day, every magnitude alike.
                let magnitude = Int64.random(in: 0...10, using: &random)
                let span = (0..<magnitude).reduce(Int64(1_000)) { product, _ in product * 10 }
                let nanoseconds = min(Duration.day.nanoseconds, Int64.random(in: span...(span * 9), using: &random))
                pump.run(Duration(nanoseconds: nanoseconds), pieces: 1 + Int.random(in: 0..<3, using: &random))
            }
            #expect(pump.behind >= 0, "ahead of the integral at step \(step)")
            #expect(pump.behind < stroke, "a whole stroke behind at step \(step)")
            #expect(pump.core.account.forwardSteps <= pump.core.grant)
            #expect(pump.core.state != .failed)
            for condition in Condition.allCases where pump.core.conditions.lists(condition) {
                pump.apply(.acknowledge(condition))
            }
        }
    }

    @Test("Splitting an advance changes nothing", arguments: 0..<20)
    func splitting(seed: Int) {
        func events(pieces: Int) -> ([EventRecord], [Stroke]) {
            var random = SplitMix64(seed: UInt64(seed) &+ 5)
            var pump = BenchPump(rate: "\(Int64.random(in: 1...40, using: &random)) mL/day")
            for index in 0..<30 {
                if index % 7 == 3 {
                    let volume = Volume(picoliters: Int64.random(in: 400_000...9_000_000, using: &random))
                    let duration = Duration(
                        nanoseconds: Int64.random(in: 1_000_000_000...90_000_000_000, using: &random))
                    pump.apply(.bolus(BolusOrder(identifier: Int64(index), volume: volume, duration: duration)))
                }
                pump.run(
                    Duration(nanoseconds: Int64.random(in: 1_000...60_000_000_000, using: &random)), pieces: pieces)
            }
            return (pump.events, pump.strokes)
        }
        let whole = events(pieces: 1)
        let split = events(pieces: 7)
        #expect(whole.0 == split.0)
        #expect(whole.1 == split.1)
        #expect(!whole.1.isEmpty)
    }

    @Test("Any number of commits, resumes and stops in any rhythm never buys a stroke", arguments: 0..<20)
    func neverBuysAStroke(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed) &+ 77)
        var pump = BenchPump(rate: "0.5 mL/day")
        // A stroke of 0.5 uL takes 86.4 s at this rate; every interruption comes before it is due.
        for index in 0..<2_000 {
            pump.run(Duration(nanoseconds: Int64.random(in: 1...80_000_000_000, using: &random)))
            switch Int.random(in: 0..<3, using: &random) {
            case 0: pump.commit(.continuous("0.5 mL/day", revision: Int64(index + 2)))
            case 1:
                pump.apply(.stop(.operatorCall))
                pump.apply(.resume)
            default:
                pump.apply(.stop(.stopInput))
                pump.run(.second)
                pump.apply(.resume)
            }
        }
        #expect(pump.strokes.isEmpty)
    }

    @Test("BR-D11: restarts in any rhythm never buy a stroke, and none resumes by itself")
    func restartsBuyNothing() {
        var account = Account()
        for _ in 0..<500 {
            var pump = BenchPump(restoring: Restoration(account: account, isRestart: true))
            pump.commit(.continuous("0.5 mL/day"))
            pump.run(.hour)
            #expect(pump.core.state == .stopped)
            pump.apply(.resume)
            pump.run(.second * 80)
            account = pump.core.account
        }
        #expect(account.forwardSteps == .zero)
    }

    // 30 days of every rate are run by `cisterna-bench delivery`, in a release build.
    @Test(
        "Delivered against prescribed over days: within one stroke",
        arguments: [("0.05 mL/day", 30), ("0.5 mL/day", 30), ("24 mL/day", 2)])
    func days(rate: String, days: Int) throws {
        var pump = BenchPump()
        pump.commit(.continuous(rate, fill: "1 L"))
        pump.apply(.resume)
        for _ in 0..<days { pump.run(.day) }
        let prescribed = try FlowRate(parsing: rate).volume(in: .day * Int64(days))
        let delivered = pump.core.account.forwardVolume
        #expect(delivered <= prescribed)
        #expect(prescribed - delivered < Self.profile.strokeVolume + Self.profile.curve.largestStep)
        #expect(pump.core.state == .delivering)
    }
}

extension DeliveryProgram {
    static func random(rate: Int64, revision: Int64, fill: Int64) -> DeliveryProgram {
        DeliveryProgram(
            revision: revision, mode: rate == 0 ? .stopped : .simpleContinuous, rate: FlowRate(picolitersPerDay: rate),
            maximumRate: .max, fillNumber: fill, fill: Volume(picoliters: 1_000_000_000_000_000),
            residual: .zero, lowReservoir: .zero)
    }
}
