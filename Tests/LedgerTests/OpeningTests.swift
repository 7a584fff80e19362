// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import PumpCore
import Quantities
import Testing

@testable import Ledger

@Suite("Opening the ledger")
struct OpeningTests {
    let folder = TemporaryFolder()

    @Test("Commits are on disk before they return: WAL and FULL read back, on first and on later opening")
    func durability() throws {
        for _ in 0..<2 {
            let ledger = try Ledger(folder: folder.ledger, now: .second(1))
            let durability = try ledger.durability
            #expect(durability.synchronous == 2)
            #expect(durability.journalMode == "wal")
            #expect(durability.enforcesForeignKeys)
            #expect(durability.isInForce)
            try ledger.close()
        }
    }

    @Test("Folder and files are closed to others")
    func modes() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try ledger.commit(LedgerBatch(at: .second(2), reservation: .pulses(1)))
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(folder.ledger)! & 0o027 == 0)
        for file in ["lock", "ledger.sqlite", "ledger.sqlite-wal"] {
            #expect(try mode(folder.ledger + "/" + file)! & 0o137 == 0, "\(file)")
        }
        withExtendedLifetime(ledger) {}
    }

    @Test("A fresh record says that it was made; the next start is a restart")
    func fresh() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        let state = try first.state()
        #expect(!state.isRestart)
        #expect(state.account == Account())
        #expect(state.reserved == .zero && state.uncertain == .zero)
        #expect(state.prescription == nil && state.pumpState == nil && state.settledAt == nil)
        #expect(try first.events().map(\.kind) == ["record-created"])
        try first.close()
        #expect(try Ledger(folder: folder.ledger, now: .second(2)).state().isRestart)
    }

    @Test("A second opener is refused with the process id of the first, until that closes")
    func inUse() throws {
        let first = try Ledger(folder: folder.ledger, now: .second(1))
        let error = failure { () throws(LedgerError) in _ = try Ledger(folder: folder.ledger, now: .second(2)) }
        #expect(error == .inUse(folder: folder.ledger, pid: getpid()))
        #expect("\(error!)".contains("process \(getpid())"))
        try first.commit(LedgerBatch(at: .second(2), reservation: .pulses(5)))
        try first.close()
        try first.close()
        #expect(try Ledger(folder: folder.ledger, now: .second(3)).state().reserved == .pulses(5))
    }

    /// A database as a newer program might leave it.
    private func makeNewer(checkpointed: Bool) throws -> String {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try ledger.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA user_version = 99; CREATE TABLE tomorrow (a)")
            if checkpointed { try db.checkpoint(.truncate) }
        }
        return try folder.crashed()
    }

    @Test("BR-R03: a newer schema is refused and no byte is touched", arguments: [true, false])
    func newerSchema(checkpointed: Bool) throws {
        let newer = try makeNewer(checkpointed: checkpointed)
        let files = ["/ledger.sqlite", "/ledger.sqlite-wal"].map { newer + $0 }
        let before = files.map(folder.bytes)
        #expect((before[1]?.isEmpty == true) == checkpointed)
        let error = failure { () throws(LedgerError) in _ = try Ledger(folder: newer, now: .second(2)) }
        #expect(error == .newerSchema(file: newer + "/ledger.sqlite", found: 99, supported: 3))
        #expect(files.map(folder.bytes) == before)
    }

    @Test(
        "BR-R03: a damaged file is refused by name and no byte is touched", arguments: ["text", "empty", "cut", "torn"])
    func corrupt(how: String) throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        let events = (0..<200).map { LedgerEvent(kind: "filler", payload: ["number": .integer($0)]) }
        try ledger.commit(LedgerBatch(at: .second(2), events: events))
        try ledger.close()
        var bytes = try #require(folder.bytes(folder.database))
        switch how {
        case "text": bytes = Data("a letter, not a ledger\n".utf8)
        case "empty": bytes = Data()
        case "cut": bytes = bytes.prefix(bytes.count / 2)
        default: bytes.replaceSubrange(4_096..<8_192, with: Data(repeating: 0xA5, count: 4_096))
        }
        try bytes.write(to: URL(fileURLWithPath: folder.database))
        let error = failure { () throws(LedgerError) in _ = try Ledger(folder: folder.ledger, now: .second(3)) }
        guard case .corrupt(let file, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(file == folder.database)
        #expect(folder.bytes(folder.database) == bytes)
    }

    @Test("Somebody else's database is no ledger, and a log without its database is damage, not nothing")
    func strangers() throws {
        try FileManager.default.createDirectory(atPath: folder.ledger, withIntermediateDirectories: false)
        try Data([1]).write(to: URL(fileURLWithPath: folder.database + "-wal"))
        let alone = failure { () throws(LedgerError) in _ = try Ledger(folder: folder.ledger, now: .second(1)) }
        guard case .corrupt = alone else {
            Issue.record("\(String(describing: alone))")
            return
        }
        try FileManager.default.removeItem(atPath: folder.database + "-wal")
        let other = try DatabaseQueue(path: folder.database)
        try other.write { try $0.execute(sql: "CREATE TABLE recipe (a)") }
        try other.close()
        let stranger = failure { () throws(LedgerError) in _ = try Ledger(folder: folder.ledger, now: .second(1)) }
        #expect(stranger == .corrupt(file: folder.database, reason: "it is a database, but no ledger"))
    }

    @Test("A record whose last entries were taken away is refused")
    func beheaded() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        try ledger.commit(LedgerBatch(at: .second(2), events: [LedgerEvent(kind: "one"), LedgerEvent(kind: "two")]))
        try ledger.database.write { try $0.execute(sql: "DELETE FROM event WHERE kind = 'two'") }
        try ledger.close()
        let error = failure { () throws(LedgerError) in _ = try Ledger(folder: folder.ledger, now: .second(3)) }
        #expect(error == .corrupt(file: folder.database, reason: "entries end at 2 and not at 3"))
    }

    @Test("What a crash left of making a record is swept away")
    func leftover() throws {
        try FileManager.default.createDirectory(atPath: folder.ledger, withIntermediateDirectories: false)
        try Data("half".utf8).write(to: URL(fileURLWithPath: folder.database + ".new"))
        #expect(try !Ledger(folder: folder.ledger, now: .second(1)).isRestart)
        #expect(folder.bytes(folder.database + ".new") == nil)
    }

    @Test("A folder that cannot be written is an error of the storage that names the call")
    func readOnlyFolder() throws {
        // Nobody makes files here, root neither.
        let error = failure { () throws(LedgerError) in _ = try Ledger(folder: "/proc", now: .second(1)) }
        guard case .system(let call, let code, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(call == "open /proc/lock")
        #expect(code == ENOENT || code == EACCES || code == EROFS || code == EPERM)
        let none = failure { () throws(LedgerError) in _ = try Ledger(folder: folder.path + "/a/b", now: .second(1)) }
        #expect(none == .system(call: "mkdir \(folder.path)/a/b", errno: ENOENT, message: "No such file or directory"))
    }
}
