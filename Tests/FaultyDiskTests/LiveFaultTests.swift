// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk
import GRDB
import Glibc
import TestSupport
import Testing

/// Goal: faults under power reach the caller as the machine's would, and SQLite goes on when they end.
@Suite("Faults under power")
struct LiveFaultTests {
    private func file(on disk: MemoryDisk) throws -> String {
        let path = disk.path("file")
        try #require(faulty_disk_file_create(disk.disk, path) == 0)
        try #require(faulty_disk_folder_sync(disk.disk, disk.folder) == 0)
        return path
    }

    @Test("Each failure has its errno, befalls its own calls, as often as it was told")
    func errnos() throws {
        let cases: [(faulty_disk_failure, Int32)] = [
            (faulty_disk_io_error, EIO), (faulty_disk_full, ENOSPC), (faulty_disk_read_only, EROFS),
            (faulty_disk_short, ENOSPC),
        ]
        for (failure, expected) in cases {
            let disk = MemoryDisk(seed: 1)
            let path = try file(on: disk)
            disk.add(failure, on: faulty_disk_write, faulty_disk_name, most: 2)
            #expect(faulty_disk_file_sync(disk.disk, path) == 0)
            for _ in 1...2 { #expect(disk.write([1, 2, 3], to: path) == expected) }
            #expect(disk.write([1, 2, 3], to: path) == 0)
            #expect(disk.bytes(path) == [1, 2, 3])
        }
    }

    @Test("A short write leaves a prefix behind")
    func short() throws {
        let disk = MemoryDisk(seed: 1)
        let path = try file(on: disk)
        disk.add(faulty_disk_short, on: faulty_disk_write, most: 1)
        #expect(disk.write([UInt8](repeating: 7, count: 1_000), to: path) == ENOSPC)
        let size = try #require(disk.bytes(path)?.count)
        #expect(size > 0 && size < 1_000)
        #expect(disk.counts.short_writes == 1)
    }

    @Test("A slow call lets the world go on before it takes effect")
    func slow() throws {
        let disk = MemoryDisk(seed: 1)
        let path = try file(on: disk)
        disk.add(faulty_disk_slow, on: faulty_disk_write, slowNanoseconds: 5)
        var passed: UInt64 = 0
        withUnsafeMutablePointer(to: &passed) { passed in
            faulty_disk_on_elapsed(disk.disk, { $0!.assumingMemoryBound(to: UInt64.self).pointee += $1 }, passed)
            for _ in 1...3 { #expect(disk.write([1], to: path) == 0) }
            faulty_disk_on_elapsed(disk.disk, nil, nil)
        }
        #expect(passed == 15 && faulty_disk_clock(disk.disk) == 15 && disk.counts.slow == 3)
    }

    @Test("A failed sync may forget what it did not write: a later sync does not save it")
    func forgetting() throws {
        var saved = 0
        var forgotten = 0
        for seed: UInt64 in 1...60 {
            let disk = MemoryDisk(seed: seed)
            let path = try file(on: disk)
            disk.add(faulty_disk_io_error, on: faulty_disk_sync, most: 1)
            try #require(disk.write([1, 1, 1], to: path) == 0)
            #expect(faulty_disk_file_sync(disk.disk, path) == EIO)
            #expect(faulty_disk_file_sync(disk.disk, path) == 0)
            #expect(disk.bytes(path) == [1, 1, 1])
            faulty_disk_power_cycle(disk.disk)
            if disk.bytes(path) == [1, 1, 1] { saved += 1 } else { forgotten += 1 }
        }
        #expect(saved > 10 && forgotten > 10)
    }

    @Test("SQLite names the fault, nothing of the commit is there, and the next commit is good")
    func database() throws {
        let cases: [(faulty_disk_failure, faulty_disk_call, ResultCode)] = [
            (faulty_disk_io_error, faulty_disk_write, .SQLITE_IOERR),
            (faulty_disk_io_error, faulty_disk_sync, .SQLITE_IOERR),
            (faulty_disk_full, faulty_disk_write, .SQLITE_FULL), (faulty_disk_short, faulty_disk_write, .SQLITE_FULL),
            (faulty_disk_read_only, faulty_disk_write, .SQLITE_READONLY),
        ]
        for (failure, call, code) in cases {
            let disk = MemoryDisk(seed: 1)
            let queue = try disk.open()
            try queue.write { try $0.execute(sql: "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)") }
            disk.add(failure, on: call)
            let error = #expect(throws: DatabaseError.self) {
                try queue.write { try $0.execute(sql: "INSERT INTO t VALUES (2)") }
            }
            #expect(error?.resultCode == code)
            faulty_disk_clear_faults(disk.disk)
            try queue.write { try $0.execute(sql: "INSERT INTO t VALUES (3)") }
            faulty_disk_power_cycle(disk.disk)
            let after = try disk.open()
            #expect(try after.read { try Int.fetchAll($0, sql: "SELECT a FROM t") } == [1, 3])
        }
    }

    @Test("On a file system that is read-only nothing is made, and what is there opens for reading")
    func readOnly() throws {
        let disk = MemoryDisk(seed: 1)
        let queue = try DatabaseQueue(path: disk.database)
        try queue.write { try $0.execute(sql: "CREATE TABLE t (a INTEGER)") }
        try queue.close()
        disk.add(
            faulty_disk_read_only, on: faulty_disk_open, faulty_disk_write, faulty_disk_truncate, faulty_disk_name)
        #expect(faulty_disk_file_create(disk.disk, disk.path("new")) == EROFS)
        #expect(faulty_disk_file_unlink(disk.disk, disk.database) == EROFS)
        let reader = try DatabaseQueue(path: disk.database)
        #expect(try reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") } == 0)
        let error = #expect(throws: DatabaseError.self) {
            try reader.write { try $0.execute(sql: "INSERT INTO t VALUES (2)") }
        }
        #expect(error?.resultCode == .SQLITE_READONLY)
    }

    @Test("Faults at random under a workload spoil nothing that was committed, whatever they are")
    func spells() throws {
        let failures = [faulty_disk_io_error, faulty_disk_full, faulty_disk_read_only, faulty_disk_short]
        for seed: UInt64 in 1...150 {
            var random = SplitMix64(seed: seed)
            let disk = MemoryDisk(seed: seed, powersafeOverwrite: Bool.random(using: &random))
            let queue = try disk.open()
            try queue.write { try $0.execute(sql: "CREATE TABLE t (a INTEGER)") }
            try #require(faulty_disk_folder_sync(disk.disk, disk.folder) == 0)
            let failure = failures.randomElement(using: &random)!
            disk.add(
                failure, on: faulty_disk_write, faulty_disk_sync, faulty_disk_truncate, faulty_disk_read,
                probability: 6_000)
            var committed: [Int] = []
            for number in 1...20
            where (try? queue.write({ try $0.execute(sql: "INSERT INTO t VALUES (\(number))") })) != nil {
                committed.append(number)
            }
            faulty_disk_power_cycle(disk.disk)
            let after = try disk.open()
            let found = try after.read { db in
                #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
                return try Int.fetchAll(db, sql: "SELECT a FROM t")
            }
            #expect(Set(found).isSuperset(of: committed), "seed \(seed)")
        }
    }
}
