// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import PumpCore
import Quantities
import Testing

@testable import Ledger

@Suite("Snapshots, quarantine, restore")
struct SnapshotTests {
    let folder = TemporaryFolder()

    private var snapshots: LedgerSnapshots { LedgerSnapshots(folder: folder.ledger) }

    private func commit(_ ledger: Ledger, _ steps: Int64, at second: Int64) throws {
        try ledger.commit(LedgerBatch(at: .second(second), reservation: .pulses(steps + 10)))
        try ledger.commit(
            LedgerBatch(
                at: .second(second), events: [LedgerEvent(kind: "moved")],
                settlement: .forward(steps, pumpTime: .second(second))))
    }

    private func damage() throws {
        let file = try #require(FileHandle(forUpdatingAtPath: folder.database))
        // Page 2 and what follows; the head stays as it is.
        try file.seek(toOffset: 4_096)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 8_192))
        try file.close()
    }

    @Test("BR-R03: a copy is made while the record is written, is whole by itself, and only the last ones stay")
    func rotation() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        for round: Int64 in 1...5 {
            try commit(ledger, round * 10, at: round)
            let path = try snapshots.take(keeping: 3)
            // It goes on with the log that the copy did not disturb.
            try commit(ledger, round * 10 + 5, at: round)
            let copy = try LedgerArchive(file: path)
            #expect(try copy.totals().account.forwardSteps == .pulses(round * 10))
            #expect(try copy.verifyChain().broken == nil)
        }
        let paths = try snapshots.paths()
        #expect(paths.count == 3)
        #expect(paths[0].hasSuffix("snapshot-000000000010.sqlite"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.ledger)
        #expect(!names.contains { $0.contains("new") })
        for path in paths {
            #expect(
                try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
        }
    }

    @Test("BR-R03: a record whose chain is broken is not kept as a good copy")
    func broken() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try commit(ledger, 10, at: 2)
        try ledger.database.writeWithoutTransaction { db in
            try db.execute(sql: "DROP TRIGGER event_is_never_changed; UPDATE event SET kind = 'x' WHERE sequence = 2")
        }
        #expect(throws: LedgerError.self) { try snapshots.take() }
        #expect(try snapshots.paths().isEmpty)
    }

    @Test("BR-R03: a damaged record steps aside under a name of its own, and nothing may move with the empty one")
    func quarantine() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        try commit(first, 10, at: 2)
        try snapshots.take()
        for index in 0..<200 { try commit(first, 20 + Int64(index), at: 3) }
        try first.close()
        try damage()
        let damaged = try #require(folder.bytes(folder.database))
        let (ledger, found) = try LedgerQuarantine.open(folder: folder.ledger, now: .second(10))
        let quarantine = try #require(found)
        #expect(folder.bytes(quarantine.file) == damaged)
        #expect(quarantine.file.hasSuffix("/ledger.damaged-1.sqlite"))
        #expect(quarantine.snapshots.count == 1)
        let state = try ledger.state()
        #expect(state.account == Account() && state.prescription == nil)
        let hold = try #require(RecordHold(state.kept))
        #expect(hold.holds(at: .distantFuture) && hold.why.contains("ledger.damaged-1.sqlite"))
        let event = try #require(try ledger.events(EventQuery(kinds: ["record-quarantined"])).first)
        #expect(event.severity == .high && event.payload.contains("snapshot-"))
        try ledger.close()
        // The next start finds the same, and makes nothing anew.
        let (again, none) = try LedgerQuarantine.open(folder: folder.ledger, now: .second(11))
        #expect(none == nil)
        #expect(RecordHold(try again.state().kept) == hold)
    }

    @Test("BR-R03: a record that is gone, where copies of it lie, is not taken for a new pump")
    func missing() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        try commit(first, 10, at: 2)
        try snapshots.take()
        try first.close()
        try FileManager.default.removeItem(atPath: folder.database)
        let ledger = try Ledger(folder: folder.ledger, now: .second(3))
        #expect(RecordHold(try ledger.state().kept)?.holds(at: .distantFuture) == true)
        #expect(try ledger.events().map(\.kind) == ["record-created", "record-missing"])
    }

    @Test("BR-R03: a log without its database steps aside too")
    func log() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        try commit(first, 10, at: 2)
        let crashed = try folder.crashed()
        try FileManager.default.removeItem(atPath: crashed + "/ledger.sqlite")
        let (ledger, quarantine) = try LedgerQuarantine.open(folder: crashed, now: .second(3))
        #expect(quarantine?.reason.contains("write-ahead log") == true)
        #expect(FileManager.default.fileExists(atPath: crashed + "/ledger.damaged-1.sqlite-wal"))
        #expect(RecordHold(try ledger.state().kept) != nil)
        withExtendedLifetime(first) {}
    }

    @Test("A newer schema and a folder in use are no damage: nothing steps aside")
    func noDamage() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        #expect(throws: LedgerError.inUse(folder: folder.ledger, pid: getpid())) {
            try LedgerQuarantine.open(folder: folder.ledger, now: .second(2))
        }
        try first.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA user_version = 99")
            _ = try db.checkpoint(.truncate)
        }
        try first.close()
        #expect(throws: LedgerError.newerSchema(file: folder.database, found: 99, supported: 3)) {
            try LedgerQuarantine.open(folder: folder.ledger, now: .second(2))
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.ledger).sorted() == ["ledger.sqlite", "lock"])
    }

    @Test(
        "BR-R03: a copy takes the record's place whole, with who, why and what was delivered since; the old one stays")
    func restore() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        try commit(first, 10, at: 2)
        let copy = try snapshots.take()
        try commit(first, 500, at: 3)
        var restore = LedgerRestore(folder: folder.ledger, operatorName: "Ada", reason: "disk")
        #expect(throws: LedgerError.inUse(folder: folder.ledger, pid: getpid())) {
            try restore.run(from: copy, now: .second(4))
        }
        try first.close()
        restore.deliveredAtMost = Volume(picoliters: 5_000)
        let outcome = try restore.run(from: copy, now: .second(4))
        #expect(outcome.aside == folder.ledger + "/ledger.replaced-1.sqlite")
        let old = try LedgerArchive(file: #require(outcome.aside))
        #expect(try old.totals().account.forwardSteps == .pulses(500))
        let ledger = try Ledger(folder: folder.ledger, now: .second(5))
        let state = try ledger.state()
        #expect(state.account.forwardSteps == .pulses(10) && state.uncertain == .pulses(10))
        // Nothing goes on by itself with a copy, whatever its pump was about.
        #expect(state.pumpState == .stopped)
        let hold = try #require(RecordHold(state.kept))
        // Until a start has counted it nothing moves.
        #expect(hold.pending?.deliveredPicoliters == 5_000 && hold.holds(at: ledger.pumpTime))
        // What a start does with it: counted as delivered, once, with what a crash had left beside it.
        let counted = hold.counted(at: ledger.pumpTime)
        #expect(!counted.holds(at: ledger.pumpTime))
        let isSettled = try ledger.settleUncertain(
            steps: .pulses(10), volume: Volume(picoliters: 100), at: .second(6),
            beyondRecord: Volume(picoliters: 5_000), kept: [counted.kept])
        #expect(isSettled)
        #expect(try ledger.state().account.unproven == Volume(picoliters: 5_100))
        #expect(RecordHold(try ledger.state().kept)?.pending == nil)
        #expect(try ledger.verifyChain().broken == nil)
        let event = try #require(try ledger.events(EventQuery(kinds: ["record-restored"])).first)
        #expect(event.payload.contains("Ada") && event.payload.contains("5000"))
    }

    @Test("BR-R03: where nobody knows what was delivered since, the pump is held for a day from the next start on")
    func unknown() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        try commit(first, 10, at: 2)
        let copy = try snapshots.take()
        try first.close()
        let restore = LedgerRestore(folder: folder.ledger, operatorName: "Ada", reason: "disk")
        _ = try restore.run(from: copy, now: .second(4))
        let hold = try #require(RecordHold(try Ledger(folder: folder.ledger, now: .second(5)).state().kept))
        // A start that finds the machine's clock a month on: the day begins there.
        let start = Instant.zero + .day * 30
        #expect(hold.pending?.deliveredPicoliters == nil && hold.holds(at: start) && !hold.isEndless)
        let counted = hold.counted(at: start)
        #expect(counted.holds(at: start + .day - .second) && !counted.holds(at: start + .day))
        #expect(counted.counted(at: start + .day * 2) == counted)
    }

    @Test("BR-R03: putting the same copy back again, or a copy of what is held, ends no hold")
    func again() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        try commit(first, 10, at: 2)
        let copy = try snapshots.take()
        try first.close()
        var restore = LedgerRestore(folder: folder.ledger, operatorName: "Ada", reason: "disk")
        _ = try restore.run(from: copy, now: .second(4))
        let held = folder.path + "/held.sqlite"
        try FileManager.default.copyItem(atPath: folder.database, toPath: held)
        restore.deliveredAtMost = .zero
        _ = try restore.run(from: held, now: .second(5))
        let hold = try #require(RecordHold(try Ledger(folder: folder.ledger, now: .second(6)).state().kept))
        #expect(hold.pending == RecordHold.Pending(deliveredPicoliters: nil, forNanoseconds: Duration.day.nanoseconds))
    }

    @Test("BR-R03: a copy of the empty record that stands in for a damaged one knows nothing, and is refused")
    func empty() throws {
        try Ledger(folder: folder.ledger, now: .second(1)).close()
        try Data(repeating: 0xA5, count: 8_192).write(to: URL(fileURLWithPath: folder.database))
        let (ledger, quarantine) = try LedgerQuarantine.open(folder: folder.ledger, now: .second(2))
        #expect(quarantine != nil)
        let copy = try snapshots.take()
        try ledger.close()
        let restore = LedgerRestore(
            folder: folder.ledger, operatorName: "Ada", reason: "disk", deliveredAtMost: Volume.zero)
        let error = failure { () throws(LedgerError) in _ = try restore.run(from: copy, now: .second(3)) }
        guard case .contradiction(let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains("does not know what was delivered either"))
        #expect(RecordHold(try Ledger(folder: folder.ledger, now: .second(4)).state().kept)?.isEndless == true)
    }

    @Test("BR-R03: copies that are beyond the one put back step aside, so that those of the days to come are kept")
    func retired() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        try commit(first, 10, at: 2)
        let copy = try snapshots.take()
        try commit(first, 500, at: 3)
        let later = try snapshots.take()
        try first.close()
        let restore = LedgerRestore(
            folder: folder.ledger, operatorName: "Ada", reason: "disk", deliveredAtMost: Volume.zero)
        _ = try restore.run(from: copy, now: .second(4))
        #expect(try snapshots.paths() == [copy])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.ledger)
        #expect(names.contains { $0.hasPrefix("replaced-1-snapshot-") && later.hasSuffix($0.dropFirst(11)) })
    }

    @Test("A file that is no sound copy is refused and the record stays as it is")
    func wrongCopy() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        try first.close()
        let text = folder.path + "/notes.txt"
        try Data("not a database at all".utf8).write(to: URL(fileURLWithPath: text))
        let before = folder.bytes(folder.database)
        let restore = LedgerRestore(folder: folder.ledger, operatorName: "Ada", reason: "disk")
        for copy in [text, folder.path + "/none"] {
            #expect(throws: LedgerError.self) { try restore.run(from: copy, now: .second(4)) }
        }
        #expect(folder.bytes(folder.database) == before)
    }
}
