// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk
import GRDB
import TestSupport
import Testing

/// Goal: SQLite finds nothing to complain of in a disk in memory that has no faults.
@Suite("SQLite on a disk in memory")
struct DatabaseTests {
    private func verdict(_ queue: DatabaseQueue) throws -> String? {
        try queue.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    }

    @Test("Two connections share a write-ahead log, one writes at a time, and a reader sees whole commits")
    func twoConnections() throws {
        let disk = MemoryDisk(seed: 1)
        let one = try disk.open()
        try one.write { try $0.execute(sql: "CREATE TABLE t (a INTEGER)") }
        let two = try disk.open()
        try one.inDatabase { db in
            try db.beginTransaction(.immediate)
            try db.execute(sql: "INSERT INTO t VALUES (1)")
            #expect(try two.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") } == 0)
            #expect(throws: DatabaseError.self) { try two.write { try $0.execute(sql: "INSERT INTO t VALUES (2)") } }
            try db.commit()
        }
        #expect(try two.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") } == 1)
        try two.write { try $0.execute(sql: "INSERT INTO t VALUES (2)") }
        #expect(try one.read { try Int.fetchAll($0, sql: "SELECT a FROM t ORDER BY a") } == [1, 2])
        #expect(disk.names() == ["data.sqlite", "data.sqlite-wal"])
        try one.close()
        #expect(try two.read { try Int.fetchAll($0, sql: "SELECT a FROM t ORDER BY a") } == [1, 2])
        try two.close()
        #expect(disk.names() == ["data.sqlite"])
    }

    @Test("A writer that changes to another journal waits for the readers to go")
    func exclusive() throws {
        let disk = MemoryDisk(seed: 2)
        let one = try disk.open()
        try one.write { try $0.execute(sql: "CREATE TABLE t (a INTEGER)") }
        let two = try disk.open()
        _ = try two.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") }
        func mode() throws -> String? {
            try one.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE") }
        }
        #expect(throws: DatabaseError.self) { try mode() }
        try two.close()
        #expect(try mode() == "delete")
        try one.write { try $0.execute(sql: "INSERT INTO t VALUES (1)") }
        #expect(try verdict(one) == "ok")
        #expect(disk.names() == ["data.sqlite"])
    }

    @Test("Large blobs, checkpoints, VACUUM INTO and VACUUM", arguments: [512, 4_096], [true, false])
    func large(sectorBytes: UInt32, powersafeOverwrite: Bool) throws {
        let disk = MemoryDisk(seed: 3, sectorBytes: sectorBytes, powersafeOverwrite: powersafeOverwrite)
        let queue = try disk.open()
        try queue.write { try $0.execute(sql: "CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB)") }
        for round in 1...4 {
            try queue.write { db in
                for row in 0..<20 {
                    try db.execute(
                        sql: "INSERT OR REPLACE INTO t VALUES (?, randomblob(?))", arguments: [row, round * 7_001])
                }
            }
            let kind: Database.CheckpointMode = round.isMultiple(of: 2) ? .truncate : .passive
            _ = try queue.writeWithoutTransaction { try $0.checkpoint(kind) }
        }
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "VACUUM INTO ?", arguments: [disk.path("copy.sqlite")])
            try db.execute(sql: "VACUUM")
        }
        #expect(try verdict(queue) == "ok")
        let sum = "SELECT sum(length(b)) FROM t"
        let copy = try DatabaseQueue(path: disk.path("copy.sqlite"))
        #expect(try copy.read { try Int.fetchOne($0, sql: sum) } == 20 * 4 * 7_001)
        #expect(try queue.read { try Int.fetchOne($0, sql: sum) } == 20 * 4 * 7_001)
        #expect(try verdict(copy) == "ok")
    }

    @Test("Disks are apart, and one that is gone opens nothing")
    func apart() throws {
        let one = MemoryDisk(seed: 4)
        var gone: String
        do {
            let two = MemoryDisk(seed: 4)
            #expect(one.folder != two.folder)
            let queue = try two.open()
            try queue.write { try $0.execute(sql: "CREATE TABLE t (a INTEGER)") }
            #expect(one.names().isEmpty)
            gone = two.database
        }
        #expect(throws: DatabaseError.self) { try DatabaseQueue(path: gone) }
    }

    @Test("The disk's own clock is SQLite's")
    func clock() throws {
        let disk = MemoryDisk(seed: 5)
        let queue = try disk.open()
        let now = "SELECT datetime('now')"
        #expect(try queue.read { try String.fetchOne($0, sql: now) } == "2026-01-01 00:00:00")
        disk.add(faulty_disk_slow, on: faulty_disk_sync, most: 1, slowNanoseconds: 61_000_000_000)
        try queue.write { try $0.execute(sql: "CREATE TABLE t (a INTEGER)") }
        #expect(faulty_disk_clock(disk.disk) == 61_000_000_000)
        #expect(try queue.read { try String.fetchOne($0, sql: now) } == "2026-01-01 00:01:01")
    }
}
