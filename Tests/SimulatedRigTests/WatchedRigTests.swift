// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import SimulatedRig

/// Goal: the controller on the simulated rig sees its line as it is. Method: both without threads, every pulse and every
/// reading at its time, with rollers as uneven as the rig's.
@Suite("The controller watches the simulated rig")
struct WatchedRigTests {
    @Test(
        "BR-W07: days of undisturbed delivery, with boluses, raise nothing",
        arguments: [50_000_000, 1_000_000_000, 7_000_000_000, 10_000_000_000, 15_000_000_000] as [Int64], [false, true])
    func quiet(rate: Int64, knowsPhase: Bool) async throws {
        let (taken, found) = try await apart {
            var parameters = SimulatedRigParameters()
            parameters.reservoirPicoliters = 1e15
            parameters.disturbances = FarPressure.Disturbances.bench
            var bench = try PumpOnRig(parameters, rate: rate, knowsPhase: knowsPhase)
            var taken = 0
            for round in 1...2 as ClosedRange<Int64> {
                bench.run(for: .hour)
                let order = BolusOrder(
                    identifier: round, volume: Volume(picoliters: 60_000_000), duration: .minute * 20 * round)
                if bench.core.apply(.bolus(order), number: 0) == .accepted { taken += 1 }
                bench.run(for: .hour * 2)
            }
            return (taken, bench.found)
        }
        #expect(taken == 2 && found.isEmpty)
    }

    @Test(
        "BR-W07: a bolus that comes as fast as the head turns raises nothing, from rest and back",
        arguments: [(395, 10), (60, 60), (200, 3), (600, 10), (20, 1)] as [(Int64, Int64)],
        [100, 1_000, 10_000] as [Double])
    func boluses(bolus: (microliters: Int64, minutes: Int64), compliance: Double) async throws {
        let found = try await apart {
            var parameters = SimulatedRigParameters()
            parameters.reservoirPicoliters = 1e15
            parameters.disturbances.breath = (267, 267)
            parameters.compliance = compliance
            var bench = try PumpOnRig(parameters, rate: 10_000_000, knowsPhase: false)
            for round in 1...2 as ClosedRange<Int64> {
                let order = BolusOrder(
                    identifier: round, volume: Volume(picoliters: bolus.microliters * 1_000_000),
                    duration: .minute * bolus.minutes)
                _ = bench.core.apply(.bolus(order), number: 0)
                bench.run(for: .minute * (bolus.minutes + 20))
            }
            return bench.found
        }
        #expect(found.isEmpty)
    }
}
