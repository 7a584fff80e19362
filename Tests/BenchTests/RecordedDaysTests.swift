// SPDX-License-Identifier: Apache-2.0
import Foundation
import Ledger
import PumpCore
import Quantities
import Testing
import Therapy

@testable import cisterna_bench

/// Goal: what the benchmark measures is a record as the daemon makes it. Method: some hours of virtual time in memory.
@Suite("A record in virtual time")
struct RecordedDaysTests {
    private static let rig = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Config/rigs/simulated.toml").path
    private let folder: BenchFolder

    init() throws {
        let memory = "/dev/shm"
        folder = try BenchFolder(in: FileManager.default.isWritableFile(atPath: memory) ? memory : nil)
    }

    @Test("Two hours at 0.5 mL/day leave a whole record that has every stroke")
    func hoursLeaveARecord() throws {
        let session = try RecordedDays(
            BenchTherapy(rig: Self.rig, rate: 0.5), folder: "\(folder.path)/pump", wallOffset: 0)
        try session.begin()
        try session.pass(until: session.pump.now + .hour * 2)
        let strokes = session.pump.snapshot().lastStroke
        // 0.5 uL a stroke, uneven by phase: 83.3 of them but for the first.
        #expect((81...84).contains(strokes))
        #expect(try session.telemetryRows() >= 110)
        #expect(try session.verify().entries > strokes)
        let made = session.pump.core.account.forwardSteps
        try session.end()
        let ledger = try Ledger(folder: "\(folder.path)/pump", now: session.clocks())
        let state = try ledger.state()
        #expect(state.account.forwardSteps == made && state.reserved == made && state.lastStrokeSequence == strokes)
        try ledger.close()
    }

    /// Strokes of these rates begin so long after one another that looks, a second apart, fall into them.
    @Test("A look in the midst of a stroke does not cost a commit an edge", arguments: [10.5, 14.1])
    func strokesCostFewCommits(rate: Double) throws {
        let session = try RecordedDays(
            BenchTherapy(rig: Self.rig, rate: rate), folder: "\(folder.path)/pump", wallOffset: 0)
        try session.begin()
        let before = session.record.commits
        try session.pass(until: session.pump.now + .minute * 10)
        let strokes = Int(session.pump.snapshot().lastStroke)
        // The end of a stroke, and the core's word on its grant; a few looks meet a stroke within its second half.
        #expect(strokes > 100)
        #expect(session.record.commits - before <= strokes * 5 / 2 + 10)
        try session.end()
    }

    @Test("The therapy fits the rig for years of fills", arguments: [1, 28, 29, 336, 337] as [Int64])
    func therapyFits(fill: Int64) throws {
        let therapy = try BenchTherapy(rig: Self.rig, rate: 0.5)
        let session = try RecordedDays(therapy, folder: "\(folder.path)/pump", wallOffset: 0)
        let review = try therapy.review(revision: 2, fill: fill, slots: DrugSlots(), session.pump.snapshot())
        #expect(review.program?.fillNumber == fill && review.program?.demand != nil)
        try session.end()
    }
}
