// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Glibc

/// The first start on a record of an earlier schema, killed.
extension KillBench {
    func migrate() async throws {
        kill += 1
        endDaemon(signal: SIGKILL)
        try? FileManager.default.removeItem(atPath: stateFolder)
        try FileManager.default.createDirectory(atPath: stateFolder, withIntermediateDirectories: true)
        let make = Bool.random(using: &random) ? SchemaOne.make : SchemaTwo.make
        try make("\(stateFolder)/ledger.sqlite", Bool.random(using: &random))
        (state.settled, state.reserved) = (SchemaOne.settledPulses, SchemaOne.reservedPulses)
        (state.odometerBase, state.pulsesBase, state.lastEvent) = (0, pulses, 0)
        try launch()
        try await rest(upTo: 150_000_000)
        endDaemon(signal: SIGKILL)
        figures.phases[phase, default: .init()].kills += 1
        try plantAfterKill(nil)
        try checkRecordAfterStart()
        try checkMigrated(try await start())
        try await checkMigratedEvents()
    }

    /// All that the old record said is said again.
    private func checkMigrated(_ status: StatusMessage) throws {
        if status.odometerForwardPulses != SchemaOne.reservedPulses {
            violate(
                .migration,
                "the odometer says \(status.odometerForwardPulses), \(SchemaOne.reservedPulses) were reserved")
        }
        if status.state != .stopped && status.state != .failed {
            violate(.rest, "the pump is \(status.state.rawValue)")
        }
        if status.state == .failed { figures.failedStarts += 1 }
        if !status.alarms.contains(where: { $0.condition == "air-in-line" }) {
            violate(.migration, "the latched air-in-line is gone")
        }
        if status.bolus != nil { violate(.rest, "a bolus runs after a start") }
        if pulses != state.pulsesBase { violate(.rest, "pulses came with a migration") }
    }

    private func checkMigratedEvents() async throws {
        let events = try await events(after: 0)
        let sequences = events.map(\.sequence)
        if sequences != Array(1...Int64(max(1, events.count))) { violate(.events, "the events are \(sequences)") }
        if events.first?.kind != "record-created" {
            violate(.migration, "the first event is \(events.first?.kind ?? "none")")
        }
        let settled = events.filter { $0.kind == "uncertain-settled" }
        guard settled.count == 1, case .array(let boluses)? = settled.first?.payload["boluses"],
            boluses.map({ $0["bolus"]?.number }) == [2]
        else { return violate(.migration, "the bolus under way was not closed once: \(settled.map(\.payload))") }
    }
}
