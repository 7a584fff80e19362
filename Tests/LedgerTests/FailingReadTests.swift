// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk
import Foundation
import GRDB
import PumpCore
import Quantities
import Testing

@testable import Ledger
@testable import cisterna_sim

@Suite("Opening what cannot be read as a whole")
struct FailingReadTests {
    /// A record with free pages on a disk in memory.
    private func makeRecord(on disk: SimulatedDisk) throws {
        let ledger = try open(disk)
        for day in 0..<40 as Range<Int64> {
            try ledger.commit(
                LedgerBatch(
                    at: .second(day),
                    events: (0..<40).map { LedgerEvent(kind: "noted", payload: ["number": .integer($0)]) },
                    settlement: .forward(0, pumpTime: Instant.zero + .day * day)))
        }
        while try ledger.makeRoom(Retention(eventDays: 30), at: .second(50)) {}
        try ledger.close()
    }

    private func open(_ disk: SimulatedDisk) throws(LedgerError) -> Ledger {
        try Ledger(folder: disk.folder, storage: SimulatedStorage(disk: disk), now: .second(60))
    }

    @Test(
        "BR-F07: a disk that fails to read for a moment damages no record: whichever read fails, it is an error of storage"
    )
    func transient() throws {
        let disk = SimulatedDisk(seed: 1, sectorBytes: 4_096, powersafeOverwrite: true)
        try makeRecord(on: disk)
        var failures = 0
        for round in 0..<60 {
            disk.clearFaults()
            disk.add(faulty_disk_io_error, on: faulty_disk_read, probability: 0.03, most: 1)
            do {
                try open(disk).close()
            } catch {
                failures += 1
                guard case .storage = error else {
                    Issue.record("round \(round): \(error)")
                    continue
                }
            }
        }
        disk.clearFaults()
        #expect(failures > 20)
        #expect(try open(disk).verifyChain().broken == nil)
    }

    @Test("BR-F07: where the power went in the midst of the first page, the log still has it")
    func head() throws {
        let folder = TemporaryFolder()
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try ledger.commit(LedgerBatch(at: .second(2), events: [LedgerEvent(kind: "noted")]))
        // Changes the first page, as each change of the tables does.
        try ledger.database.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA user_version = \(LedgerSchema.version)")
        }
        let crashed = try folder.crashed()
        let file = try #require(FileHandle(forUpdatingAtPath: crashed + "/ledger.sqlite"))
        try file.write(contentsOf: Data(repeating: 0xA5, count: 512))
        try file.close()
        let again = try Ledger(folder: crashed, now: .second(3))
        #expect(try again.events().map(\.kind) == ["record-created", "noted"])
        #expect(try again.verifyChain().broken == nil)
    }

    @Test("BR-F07: a first page that no log has is damage")
    func lostHead() throws {
        let folder = TemporaryFolder()
        try Ledger(folder: folder.ledger, now: .second(1)).close()
        let file = try #require(FileHandle(forUpdatingAtPath: folder.database))
        try file.write(contentsOf: Data(repeating: 0xA5, count: 512))
        try file.close()
        for log in [nil, Data(), Data(repeating: 1, count: 4_096)] {
            if let log { try log.write(to: URL(fileURLWithPath: folder.database + "-wal")) }
            let error = failure { () throws(LedgerError) in _ = try Ledger(folder: folder.ledger, now: .second(2)) }
            guard case .corrupt = error else {
                Issue.record("\(String(describing: error)) with \(log?.count ?? -1) bytes of log")
                continue
            }
        }
    }
}
