// SPDX-License-Identifier: Apache-2.0
import Daemon
import Ledger
import PumpCore
import Quantities
import RealTime
import RigFile
import Therapy

/// A pump and its record through days of virtual time: the daemon's own restart, bookkeeping and ledger, and what its
/// threads and its upkeep do, one after the other.
final class RecordedDays {
    let therapy: BenchTherapy
    let record: TimedRecord
    let pump: VirtualPump
    let folder: String
    private var books: Bookkeeping<VirtualPump>
    private let archive: LedgerArchive
    private let wallOffset: Int64
    private var slots = DrugSlots()
    private var revision: Int64 = 0
    private var requests = 0
    private var nextTurn: Instant

    /// How long after an event the ledger thread looks.
    private static let wakeLatency: Duration = .millisecond
    /// By when it looks without one.
    private static let rest: Duration = .second

    var ledger: Ledger { record.ledger }

    /// - Parameter wallOffset: The wall clock minus the monotonic one, in nanoseconds.
    init(_ therapy: BenchTherapy, folder: String, wallOffset: Int64) throws {
        let start = Instant.zero + .hour
        func clocks(_ now: Instant) -> LedgerTime { Self.clocks(now, wallOffset) }
        let ledger = try Ledger(folder: folder, now: clocks(start))
        let restart = try RecordedPump(ledger, rig: therapy.rig, at: { clocks(start) }, log: { _ in })
        pump = try VirtualPump(
            therapy.rig, at: start, restoring: restart.restoration, windows: restart.windows,
            lastCommand: restart.durable.lastCommand)
        books = Bookkeeping(pump: pump, budget: ReservationBudget(profile: therapy.rig.profile()))
        archive = try LedgerArchive(file: "\(folder)/\(Ledger.fileName)")
        record = TimedRecord(ledger)
        nextTurn = start
        self.therapy = therapy
        self.folder = folder
        self.wallOffset = wallOffset
        books.note([LedgerEvent(kind: "daemon-started", payload: ["rig": .string(therapy.rig.name)])])
        _ = pump.apply(.selfTest(SelfTestReport(failed: [])))
        try prescribe(fill: 1)
        try wake()
    }

    private static func clocks(_ now: Instant, _ wallOffset: Int64) -> LedgerTime {
        LedgerTime(
            monotonic: now, boottime: now, wall: Instant(nanoseconds: now.nanoseconds + wallOffset),
            bootId: "b0000000-0000-4000-8000-000000000001", clockIsSynchronised: true)
    }

    func clocks() -> LedgerTime { Self.clocks(pump.now, wallOffset) }

    // MARK: The ledger thread

    func wake() throws { _ = try books.record(in: record, at: clocks) }

    func keep(_ values: [KeptValue], _ event: LedgerEvent) throws {
        try books.keep(values, event, in: record, at: clocks)
    }

    func note(_ event: LedgerEvent) { books.note([event]) }

    /// A command that may make the pump move: reserved for, then told, and decided when its outcome is on record.
    func move(_ command: Command) throws -> CommandOutcome {
        try wake()
        try books.reserve(for: pump.snapshot().programRate, in: record, at: clocks)
        let outcome = pump.apply(command)
        try wake()
        books.moveDecided()
        return outcome
    }

    // MARK: Time

    /// Lets time pass, the ledger thread waking after each thing that happens and once a second.
    func pass(until target: Instant) throws {
        while pump.now < target {
            pump.advance(to: min(target, pump.now + Self.rest), stopsForEvents: true)
            if pump.hasEvents { pump.advance(to: pump.now + Self.wakeLatency, stopsForEvents: false) }
            try wake()
            if pump.now >= nextTurn {
                nextTurn = pump.now + .second * RecordUpkeep.turnSeconds
                try makeRoom()
            }
        }
    }

    private func makeRoom() throws {
        for _ in 0..<RecordUpkeep.roomSteps {
            guard try ledger.makeRoom(Retention(), at: clocks()) else { return }
        }
    }

    // MARK: What is done to it

    /// A call that changes something: its intent on disk first, its outcome after it.
    func request(_ method: String, _ parameters: String, _ body: (String) throws -> String) throws {
        requests += 1
        let number = String(requests)
        let id = "b0000000-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - number.count)) + number
        let text = "{\(parameters)\"requestId\":\"\(id)\"}"
        let status = try ledger.begin(
            request: id, method: method, parametersDigest: TextDigest.hexadecimal(of: text), at: clocks())
        guard status == .new else { throw RecordBenchError("request \(id) is not new") }
        let outcome = RequestOutcome(id: id, outcome: "{\"reply\":{\(try body(id))}}")
        try record.commit(LedgerBatch(at: clocks(), outcomes: [outcome]))
    }

    /// Puts the therapy with a fill of this number into force.
    func prescribe(fill: Int64) throws {
        let review = try therapy.review(revision: revision + 1, fill: fill, slots: slots, pump.snapshot())
        guard let program = review.program else { preconditionFailure("a review without errors has a program") }
        revision += 1
        slots = review.slots
        let text = therapy.document(fill: fill)
        try ledger.commitPrescription(
            revision: revision, text: text, digest: TextDigest.hexadecimal(of: text), rigDigest: therapy.rig.digest,
            operator: "benchmark", reason: "", fillNumber: fill,
            kept: [KeptValue(ProgramRecord.name, encoding: ProgramRecord(program, slots: slots.all))], at: clocks())
        try expect(pump.load(program, review.schedule), "the program")
        try wake()
    }

    func expect(_ outcome: CommandOutcome, _ what: String) throws {
        guard outcome != .accepted else { return }
        throw RecordBenchError("the pump does not take \(what): \(outcome)")
    }

    /// Looks the whole record through.
    @discardableResult
    func verify() throws -> ChainCheck {
        try archive.checkPages()
        let verdict = try archive.verifyChain()
        if let broken = verdict.broken { throw RecordBenchError("entry \(broken.sequence): \(broken.text)") }
        return verdict
    }

    /// Rows of telemetry, of whatever length.
    func telemetryRows() throws -> Int {
        var (count, last) = (0, Int64(-1))
        while true {
            let rows = try archive.telemetry(after: last)
            guard let final = rows.last else { return count }
            count += rows.count
            last = final.minute
        }
    }

    /// A clean stop, and the record closed.
    func end() throws {
        pump.stop(.shutdown)
        try wake()
        try wake()
        try archive.close()
        try ledger.close()
    }
}
