// SPDX-License-Identifier: Apache-2.0
import Quantities
import TestSupport
import Testing

@testable import RigHardware

/// Goal: no edge leaves before the driver's least times have passed. Method: the arithmetic alone, on generated times and
/// a clock that jumps to what was asked for, with a delay now and then.
@Suite("Pulse timing")
struct PulseTimingTests {
    @Test("The times of one pulse and one turn")
    func onePulse() {
        var timing = PulseTiming(Configurations.timing, at: 0)
        #expect(timing.earliestRise == 3_000)
        #expect(timing.earliestFall(roseAt: 3_100) == 5_100)
        timing.fell(at: 5_200)
        #expect(timing.earliestRise == 8_200)
        #expect(timing.earliestTurn == 6_100)
        timing.turned(at: 8_000)
        #expect(timing.earliestRise == 8_650)
    }

    @Test("No generated sequence is too fast for the driver", arguments: 0..<100)
    func neverTooFast(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func time() -> Duration { Duration(nanoseconds: Int64.random(in: 100...10_000, using: &random)) }
        let driver = DriverTiming(stepHigh: time(), stepLow: time(), directionSetup: time(), directionHold: time())
        var timing = PulseTiming(driver, at: 0)
        var clock: Int64 = 0
        var fell: Int64 = 0
        var turned: Int64 = 0
        func wait(until time: Int64) {
            clock = max(clock, time)
            if Bool.random(using: &random) { clock += Int64.random(in: 0...20_000, using: &random) }
        }
        for _ in 0..<200 {
            if Int.random(in: 0..<4, using: &random) == 0 {
                wait(until: timing.earliestTurn)
                #expect(clock - fell >= driver.directionHold.nanoseconds)
                timing.turned(at: clock)
                turned = clock
            } else {
                wait(until: timing.earliestRise)
                #expect(clock - fell >= driver.stepLow.nanoseconds)
                #expect(clock - turned >= driver.directionSetup.nanoseconds)
                let rose = clock
                wait(until: timing.earliestFall(roseAt: rose))
                #expect(clock - rose >= driver.stepHigh.nanoseconds)
                timing.fell(at: clock)
                fell = clock
            }
        }
    }
}
