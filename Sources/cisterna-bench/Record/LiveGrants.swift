// SPDX-License-Identifier: Apache-2.0
import Daemon
import Ledger
import PumpCore
import Quantities
import RealTime
import SimulatedRig
import Synchronization

/// The daemon's real-time, supervisor and ledger threads on the simulated rig in real time, with a quick motor: strokes of
/// some ten milliseconds with rests between them, as at a basal rate, but twenty a second.
final class LiveGrants {
    private let threads: PumpThreads
    private let worker: LedgerWorker
    private let snapshots: SnapshotReader
    private let ledger: Ledger
    private let told: Told
    private let rate: FlowRate

    /// The core's events once they are on disk.
    private final class Told: Sendable { let records = Mutex<[EventRecord]>([]) }

    static let strokesASecond: Int64 = 20
    /// Without a ramp: every edge comes 250 us after the one before.
    private static var motion: MotionProfile { MotionProfile(cruise: 4_000, acceleration: 8_000_000) }

    init(folder: String) throws {
        rate = FlowRate(picolitersPerDay: 500_000 * Self.strokesASecond * 86_400)
        let most = FlowRate(picolitersPerDay: rate.picolitersPerDay * 2)
        let profile = ReferenceHead.profile(maximumRate: most)
        let clock = LedgerClock()
        ledger = try Ledger(folder: folder, now: clock.now())
        // Once around its log: while that grows, each sync has the file's length to write too.
        for _ in 0..<500 {
            try ledger.commit(LedgerBatch(at: clock.now(), events: [LedgerEvent(kind: "benchmark")]))
        }
        let core = PumpController(
            profile: profile, at: MonotonicClock.now(), restoring: Restoration(cleanFullStep: 0))
        var parameters = SimulatedRigParameters()
        parameters.reservoirPicoliters = 1e15
        threads = try PumpThreads.simulated(
            core: core,
            settings: RealTimeSettings(
                lateEdgeBound: .millisecond * 100, enableSettle: .millisecond,
                motion: Self.motion),
            parameters: parameters, truth: SimulatedTruth(), place: 0)
        snapshots = SnapshotReader(shared: threads.shared)
        let told = Told()
        self.told = told
        worker = try LedgerWorker(
            ledger: ledger, threads: threads, snapshots: snapshots, budget: ReservationBudget(profile: profile),
            clock: clock, log: { _ in }, onDurable: { records in told.records.withLock { $0 += records } })
    }

    /// Delivers for `seconds`; how long it took from the end of each stroke, when the core knows that it needs the next
    /// grant, until it had it.
    func deliver(seconds: Double) async throws -> LatencyQuantiles {
        worker.start()
        threads.start()
        defer {
            threads.end()
            worker.end()
        }
        threads.shared.pointee.programs.write(
            DeliveryProgram(
                revision: 1, mode: .simpleContinuous, rate: rate, maximumRate: .max, fillNumber: 1,
                fill: Volume(picoliters: 1_000_000_000_000_000), residual: .zero, lowReservoir: .zero),
            FlexSchedule(), slot: 0)
        _ = threads.send(.selfTest(SelfTestReport(failed: [])), number: 1)
        _ = threads.send(.commit(slot: 0), number: 2)
        let (threads, snapshots) = (threads, snapshots)
        try await worker.reserving(for: rate) {
            _ = threads.send(.resume, number: 3)
            let deadline = MonotonicClock.now() + .second
            while snapshots.latest().state != .delivering {
                guard MonotonicClock.now() < deadline else { throw RecordBenchError("the pump does not begin") }
                try await Task.sleep(for: .milliseconds(1))
            }
        }
        try await Task.sleep(for: .seconds(seconds))
        guard snapshots.latest().state == .delivering else {
            throw RecordBenchError("the pump came to rest: nothing measured")
        }
        return Self.latencies(told.records.withLock { $0 }, edgeInterval: Self.motion.shortest)
    }

    func end() throws { try ledger.close() }

    /// From the end of a stroke to the grant that followed it, where several ended before it, from the first.
    ///
    /// - Parameter edgeInterval: The core looks once an edge: what it tells at an edge has the time of its look before, so
    ///   much earlier.
    static func latencies(_ records: [EventRecord], edgeInterval: Duration) -> LatencyQuantiles {
        var latencies = LatencyQuantiles()
        var needed: Instant?
        for record in records {
            switch record.event {
            case .strokeEnded: needed = needed ?? record.at + edgeInterval
            case .granted:
                if let since = needed { latencies.record(record.at - since) }
                needed = nil
            default: break
            }
        }
        return latencies
    }
}
