// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities
import Testing

@testable import Ledger

@Suite("The chain of entries")
struct ChainTests {
    let folder = TemporaryFolder()

    private func filled() throws -> Ledger {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        for second: Int64 in 2...20 {
            let boot = second < 10 ? "first" : "second"
            try ledger.commit(
                LedgerBatch(
                    at: .second(second, boot: boot), records: [.number(second, .conditionRaised(.airInLine))],
                    events: [LedgerEvent(kind: "note", payload: ["second": .integer(second)], requirements: ["BR-R01"])]
                ))
        }
        return ledger
    }

    @Test("BR-R03: what was written is whole, in one look or in many, also after closing and from a copy's connection")
    func whole() throws {
        let ledger = try filled()
        let check = try ledger.verifyChain()
        #expect(check.broken == nil && check.entries == 39 && check.first == 1 && check.last == 39)
        var parts = ChainCheck()
        var looks = 0
        while !parts.isDone {
            try ledger.check(&parts, limit: 7)
            looks += 1
        }
        #expect(parts == check && looks == 6)
        #expect(try ledger.events(after: 38).first?.hash == check.lastHash)
        let archive = try LedgerArchive(file: ledger.file)
        #expect(try archive.verifyChain() == check)
        try ledger.close()
        #expect(try Ledger(folder: folder.ledger, now: .second(30)).verifyChain() == check)
    }

    /// Each way to tamper, and the first entry that shows it.
    static let edits: [(sql: String, entry: Int64)] = [
        ("UPDATE event SET payload = '{\"second\":9}' WHERE sequence = 5", 5),
        ("UPDATE event SET kind = 'other' WHERE sequence = 7", 7),
        ("UPDATE event SET severity = 'info' WHERE sequence = 4", 4),
        ("UPDATE event SET wall_ns = wall_ns + 1 WHERE sequence = 9", 9),
        ("UPDATE event SET boot = 3 WHERE sequence = 2", 2),
        ("UPDATE event SET requirements = NULL WHERE sequence = 3", 3),
        ("UPDATE event SET hash = zeroblob(32) WHERE sequence = 39", 39),
        ("DELETE FROM event WHERE sequence = 12", 12),
        ("DELETE FROM event WHERE sequence = 39", 39),
        ("UPDATE standing SET last_hash = zeroblob(32)", 39),
        ("UPDATE standing SET last_entry = 38", 39),
        (
            """
            UPDATE event SET sequence = 1000 WHERE sequence = 20; UPDATE event SET sequence = 20 WHERE sequence = 21;
            UPDATE event SET sequence = 21 WHERE sequence = 1000
            """, 20
        ),
    ]

    @Test("BR-R03: any entry that was changed, removed or moved is found, and which it is", arguments: 0..<12)
    func tampered(number: Int) throws {
        let edit = Self.edits[number]
        let ledger = try filled()
        try ledger.database.writeWithoutTransaction { db in
            try db.execute(sql: "DROP TRIGGER event_is_never_changed")
            try db.execute(sql: edit.sql)
        }
        #expect(try ledger.verifyChain().broken?.sequence == edit.entry)
    }

    @Test("The rule of the hash stands as it is described: made here anew for the first entry")
    func rule() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(2))
        let first = try #require(try ledger.events().first)
        var message = [UInt8](repeating: 0, count: 32)
        func number(_ value: Int64) {
            message.append(1)
            for shift in stride(from: 56, through: 0, by: -8) {
                message.append(UInt8(truncatingIfNeeded: value >> shift))
            }
        }
        func text(_ value: String) {
            number(Int64(value.utf8.count))
            message[message.count - 9] = 2
            message += value.utf8
        }
        number(1)
        message += [0, 0]
        number(first.at.monotonic.nanoseconds)
        number(first.at.boottime.nanoseconds)
        text(first.at.bootId)
        number(first.at.wall.nanoseconds)
        for value in ["synchronised", "record-created", "info", #"{"schema":3}"#] { text(value) }
        message.append(0)
        #expect(EventHash.sha256(message).hexadecimal == first.hash)
    }
}
