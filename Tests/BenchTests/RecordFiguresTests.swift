// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import cisterna_bench

@Suite("Figures of the record's benchmarks")
struct RecordFiguresTests {
    @Test("A card's life is all its cells' cycles over what is written inside it")
    func cardLife() {
        let life = CardLife(gigabytes: 32, cycles: 1_000, amplification: 16)
        // 32e12 bytes over 16 times 2e9 bytes a day are 1,000 days.
        #expect(abs(life.years(bytesADay: 2e9) - 1_000 / 365.25) < 1e-9)
        let gentle = CardLife(gigabytes: 32, cycles: 1_000, amplification: 1)
        #expect(abs(gentle.years(bytesADay: 2e9) / life.years(bytesADay: 2e9) - 16) < 1e-9)
        #expect(life.years(bytesADay: 0) == .infinity)
    }

    @Test(
        "The median of an even number lies between the middle two",
        arguments: [([], 0), ([7], 7), ([9, 1, 5], 5), ([4, 1, 3, 100], 3.5)] as [([Double], Double)])
    func median(values: [Double], expected: Double) {
        #expect(StartUp.median(values) == expected)
    }

    @Test("A day's record is all that it wrote but for its snapshot")
    func dayWithoutSnapshot() {
        var day = DayFigures()
        day.all = DiskUse.Counts(logBytes: 10, databaseBytes: 20, snapshotBytes: 5, writes: 7, syncs: 6, pageBytes: 99)
        day.snapshot = DiskUse.Counts(
            logBytes: 1, databaseBytes: 2, snapshotBytes: 5, writes: 3, syncs: 4, pageBytes: 9)
        let record = day.record
        #expect(record.logBytes == 9 && record.databaseBytes == 18 && record.snapshotBytes == 0)
        #expect(record.writes == 4 && record.syncs == 2 && record.pageBytes == 90)
        #expect(DayFigures.mean([day, DayFigures()]) { $0.record.pageBytes } == 45)
        #expect(DayFigures.mean([]) { $0.all.pageBytes } == 0)
    }

    @Test("A grant is timed from the first stroke that ended without one")
    func grantsAreTimed() {
        let latencies = LiveGrants.latencies(
            [
                granted(1, at: 500), ended(2, at: 1_000), granted(3, at: 4_000), granted(4, at: 5_000),
                ended(5, at: 6_000), ended(6, at: 7_000), granted(7, at: 16_000), ended(8, at: 20_000),
            ], edgeInterval: Duration(nanoseconds: 1_000_000))
        #expect(latencies.count == 2)
        // The histogram has three significant digits.
        #expect(abs(latencies.microseconds(at: 50) - 2_000) <= 2)
        #expect(abs(latencies.microseconds(at: 100) - 9_000) <= 9)
    }

    private func granted(_ sequence: Int64, at microseconds: Int64) -> EventRecord {
        EventRecord(sequence: sequence, at: Instant(nanoseconds: microseconds * 1_000), event: .granted(.zero))
    }

    private func ended(_ sequence: Int64, at microseconds: Int64) -> EventRecord {
        let stroke = Stroke(
            sequence: sequence, pulses: StepCount(pulses: 40), volume: .zero, due: .zero, latestStart: .zero)
        return EventRecord(
            sequence: sequence, at: Instant(nanoseconds: microseconds * 1_000),
            event: .strokeEnded(
                StrokeAccount(
                    stroke: stroke, end: .completed, made: stroke.pulses, delivered: .zero, bolus: 0, bolusShare: .zero,
                    odometer: .zero)))
    }
}
