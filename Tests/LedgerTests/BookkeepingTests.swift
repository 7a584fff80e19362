// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Ledger
@testable import cisterna_sim

@Suite("What the ledger thread does")
struct BookkeepingTests {
    /// A record that takes nothing while it is sick.
    private final class SickRecord: RecordKeeping {
        var isSick = false
        var batches: [LedgerBatch] = []

        func commit(_ batch: LedgerBatch) throws(LedgerError) {
            guard !isSick else { throw .storage(call: "write", code: 10, message: "") }
            batches.append(batch)
        }
    }

    private let profile = RigProfile(
        pulsesPerFullStep: 4, curve: VolumeCurve(stepVolumes: 200, picoliters: { _ in 50_000 })!, strokeFullSteps: 10,
        minimumStrokeFullSteps: 3, maximumRate: FlowRate(picolitersPerDay: 300_000_000_000), rest: .hold,
        enableLead: .millisecond * 5, calibrationUncertainty: Ratio(partsPerMillion: 50_000))

    @Test("BR-F07, BR-F04: telemetry that a disk refused for more than an hour is lost, and the record says how much")
    func telemetry() throws {
        let pump = SimulatedPump(
            profile: profile, at: .zero, restoring: Restoration(), windows: DoseWindows(at: .zero), lastCommand: 0)
        var books = Bookkeeping(pump: pump, budget: ReservationBudget(profile: profile))
        let record = SickRecord()
        func wake(at minute: Int64) throws {
            pump.advance(to: .zero + .minute * minute, stopsForEvents: false)
            _ = try books.record(in: record, at: { .second(minute * 60) })
        }
        try wake(at: 0)
        record.isSick = true
        for minute in 1...75 as ClosedRange<Int64> {
            if minute < 10 { try wake(at: minute) } else { #expect(throws: LedgerError.self) { try wake(at: minute) } }
        }
        #expect(books.lostTelemetry == 15)
        record.isSick = false
        try wake(at: 76)
        let batch = try #require(record.batches.last)
        #expect(batch.telemetry.map(\.minute) == Array(16...75))
        let told = try #require(batch.events.first { $0.kind == "telemetry-lost" })
        #expect(told.payload["minutes"] == .integer(16) && told.requirements == ["BR-F04", "BR-F07"])
        for minute in 77...90 as ClosedRange<Int64> { try wake(at: minute) }
        #expect(books.lostTelemetry == 0 && record.batches.last?.events.isEmpty == true)
    }
}
