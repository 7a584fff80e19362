// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import RigFile
import Testing

@testable import SimulatedRig

/// Goal: every fault that the rig can suffer is found for what it is, and nothing of a higher priority is said of it; sound
/// sensors raise nothing. Method: controller and rig without threads, a script as a rig file would give it.
@Suite("Faults of the simulated rig, and what the controller finds")
struct FaultTests {
    /// A fault, how long it may take, and what may be found of it.
    struct Row: Sendable, CustomTestStringConvertible {
        let fault: String
        var amount: Double?
        /// The first of these that is listed is what it is found as; none where nothing can be seen of it.
        let found: [Condition]
        var hours: Int64 = 1
        /// Delivery is stopped when it comes.
        var atRest = false
        var testDescription: String { fault + (amount.map { " \($0)" } ?? "") + (atRest ? " at rest" : "") }
    }

    static let rows: [Row] = [
        Row(fault: "occlusion", found: [.occlusionDownstream]),
        Row(fault: "upstream-occlusion", found: [.occlusionUpstream]),
        Row(fault: "disconnection", found: [.catheterLeak, .occlusionUpstream]),
        Row(fault: "leak", amount: 50, found: [.catheterLeak, .occlusionUpstream]),
        Row(fault: "air", found: [.airInLine]),
        Row(fault: "empty", found: [.reservoirEmpty, .reservoirLow]),
        Row(fault: "free-flow", amount: 500, found: [.freeFlow], atRest: true),
        Row(fault: "free-flow", amount: 2_000, found: [.overDelivery]),
        Row(fault: "lost-steps", amount: 0.5, found: [.motorStall, .underDelivery]),
        Row(fault: "stall", found: [.motorStall]),
        Row(fault: "back-drive", found: [.rotorMovedAtRest], atRest: true),
        Row(fault: "heat", found: [.overTemperature]),
        Row(fault: "supply-dip", found: [.supplyFault]),
        Row(fault: "pressure-stuck", found: [.sensorFault]),
        Row(fault: "pressure-silent", found: [.sensorFault]),
        Row(fault: "pressure-reads", amount: 900_000, found: [.sensorFault]),
        Row(fault: "rotor-stuck", found: [.motorStall]),
        Row(fault: "rotor-silent", found: [.sensorDegraded]),
        Row(fault: "level-silent", found: [.sensorDegraded]),
        Row(fault: "level-stuck", found: [.sensorDegraded]),
        Row(fault: "level-reads", amount: 900_000_000_000, found: [.sensorDegraded]),
        Row(fault: "inlet-silent", found: [.sensorDegraded]),
        Row(fault: "temperature-silent", found: [.sensorDegraded]),
        Row(fault: "temperature-reads", amount: 90_000, found: [.overTemperature]),
        Row(fault: "supply-silent", found: [.sensorDegraded]),
        Row(fault: "supply-reads", amount: 12_000, found: [.supplyFault]),
        Row(fault: "outflow-silent", found: [.sensorDegraded]),
        Row(fault: "cover-input-on", found: [.coverOpen]),
        Row(fault: "air-input-on", found: [.airInLine]),
        Row(fault: "stall-input-on", found: [.motorStall]),
        Row(fault: "patient-button-input-on", found: [.sensorFault]),
    ]

    static func parameters(seed: UInt64 = 1) -> SimulatedRigParameters {
        var parameters = SimulatedRigParameters()
        parameters.disturbances = FarPressure.Disturbances.bench
        parameters.seed = seed
        parameters.inlet = SimulatedSensorParameters(noise: 50)
        parameters.level = SimulatedSensorParameters(interval: .second * 5, noise: 20_000_000)
        parameters.balance = SimulatedSensorParameters(interval: .second * 5, noise: 1_000_000, settling: 2)
        parameters.temperature = SimulatedSensorParameters(interval: .second * 5, noise: 50)
        parameters.supply = SimulatedSensorParameters(interval: .second, noise: 20)
        return parameters
    }

    static func sensors(_ parameters: SimulatedRigParameters) -> SensorSet {
        var set = SensorSet()
        let silence = Duration.second * 30
        set[.pressure] = SensorRule(isRequired: true, range: (-50_000, 500_000), silence: silence, mostEqual: 20)
        set[.rotor] = SensorRule(silence: silence)
        set[.inlet] = SensorRule(range: (-100_000, 100_000), silence: silence, mostEqual: 20)
        set[.level] = SensorRule(
            range: (-1_000_000_000, 100_000_000_000), silence: silence, mostEqual: 20, uncertainty: 100_000_000)
        set[.outflow] = SensorRule(silence: silence, mostEqual: 0, uncertainty: 5_000_000)
        set[.temperature] = SensorRule(silence: silence)
        set[.supply] = SensorRule(silence: silence)
        set.supply = (20_000, 28_000)
        return set
    }

    @Test(
        "BR-W01 BR-W05 BR-W06 BR-W10 BR-W11 BR-W13 BR-F06: found for what it is, and nothing worse is said",
        arguments: rows)
    func isFound(row: Row) async throws {
        let fault = try #require(SimulatedFault(name: row.fault))
        let (early, found, state) = try await apart {
            var parameters = Self.parameters()
            parameters.script = [ScriptedFault(after: .minute * 20, FaultOrder(fault, amount: row.amount))]
            // 5 mL/day: a stroke each 8.6 s.
            var pump = try PumpOnRig(
                parameters, rate: 5_000_000_000, knowsPhase: true, sensors: Self.sensors(parameters))
            if row.atRest { pump.stop() }
            pump.run(for: .minute * 19, always: true)
            let early = pump.found
            pump.run(for: .hour * row.hours, always: true)
            return (early, pump.found, pump.core.state)
        }
        #expect(early.isEmpty)
        let first = try #require(found.first)
        #expect(row.found.contains(first), "\(found)")
        let worst = row.found.map(\.priority).max() ?? .low
        #expect(found.allSatisfy { $0.priority <= worst }, "\(found)")
        if first.response == .stops { #expect(state == .stopped) }
        // A pause becomes a stop after half an hour.
        if first.response == .pauses { #expect(state == .stopped || state == .paused) }
    }

    @Test(
        "BR-W01: a sound rig with all its sensors raises nothing, running or at rest",
        arguments: 1...2 as ClosedRange<UInt64>)
    func sound(seed: UInt64) async throws {
        let found = try await apart {
            let parameters = Self.parameters(seed: seed)
            var pump = try PumpOnRig(
                parameters, rate: 5_000_000_000, knowsPhase: seed % 2 == 0, sensors: Self.sensors(parameters))
            pump.run(for: .hour * 4, always: true)
            pump.stop()
            pump.run(for: .hour * 4, always: true)
            return pump.found
        }
        #expect(found.isEmpty)
    }
}
