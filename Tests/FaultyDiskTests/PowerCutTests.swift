// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk
import GRDB
import TestSupport
import Testing

/// Goal: the model is one that a right program survives and a wrong one does not. Method: a small workload whose power is
/// cut at every operation that it makes, and what SQLite promised is looked for.
@Suite("Power cuts under SQLite")
struct PowerCutTests {
    /// Commits whole numbers from 1, some of them many rows, and checkpoints; returns the last whose commit returned.
    private func work(on disk: MemoryDisk, random: inout SplitMix64) -> Int {
        var committed = 0
        do {
            let queue = try disk.open()
            defer { try? queue.close() }
            for number in 1...6 {
                let rows = Int.random(in: 1...12, using: &random)
                try queue.write { db in
                    for row in 0..<rows {
                        try db.execute(
                            sql: "INSERT INTO t VALUES (?, ?, ?, zeroblob(?))",
                            arguments: [number, row, rows, row * 90])
                    }
                }
                committed = number
                guard Int.random(in: 0..<3, using: &random) == 0 else { continue }
                _ = try queue.writeWithoutTransaction {
                    try $0.checkpoint(Bool.random(using: &random) ? .truncate : .restart)
                }
            }
        } catch {
            return committed
        }
        return committed
    }

    /// A disk with an empty table on it, all durable.
    private func prepared(seed: UInt64, lying: Bool) throws -> MemoryDisk {
        var random = SplitMix64(seed: seed)
        let disk = MemoryDisk(
            seed: seed, sectorBytes: Bool.random(using: &random) ? 512 : 4_096,
            powersafeOverwrite: Bool.random(using: &random))
        let queue = try disk.open()
        try queue.write { try $0.execute(sql: "CREATE TABLE t (number, row, rows, b)") }
        _ = try queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try queue.close()
        try #require(faulty_disk_folder_sync(disk.disk, disk.folder) == 0)
        if lying { disk.add(faulty_disk_lie, on: faulty_disk_sync) }
        return disk
    }

    /// What is wrong with what the cut left; nil if nothing is.
    private func fault(on disk: MemoryDisk, committed: Int) -> String? {
        do {
            let queue = try disk.open()
            return try queue.read { db in
                let verdict = try String.fetchOne(db, sql: "PRAGMA integrity_check")
                guard verdict == "ok" else { return "integrity: \(verdict ?? "nothing")" }
                let there = try Row.fetchAll(db, sql: "SELECT number, count(*) AS n, rows FROM t GROUP BY number")
                let numbers = there.map { $0["number"] as Int }
                // One that did not return may be there as well: its commit was on the way.
                guard numbers == Array(1..<numbers.count + 1), [committed, committed + 1].contains(numbers.count) else {
                    return "committed to \(committed), found \(numbers)"
                }
                return there.contains { $0["n"] as Int != $0["rows"] as Int } ? "half a commit" : nil
            }
        } catch {
            return "\(error)"
        }
    }

    /// Cuts at every `stride`-th operation of the workload of this seed.
    private func faults(seed: UInt64, stride: Int, lying: Bool = false) throws -> (found: [String], cuts: Int) {
        var length: UInt64 = 0
        do {
            let disk = try prepared(seed: seed, lying: lying)
            var random = SplitMix64(seed: seed)
            let before = disk.operations
            try #require(work(on: disk, random: &random) == 6)
            length = disk.operations - before
        }
        var found: [String] = []
        var cuts = 0
        let first = UInt64(1 + seed % UInt64(stride))
        for cut in Swift.stride(from: first, through: length, by: stride) {
            let disk = try prepared(seed: seed, lying: lying)
            faulty_disk_cut_at(disk.disk, disk.operations + cut)
            var random = SplitMix64(seed: seed)
            let committed = work(on: disk, random: &random)
            faulty_disk_power_cycle(disk.disk)
            if let fault = fault(on: disk, committed: committed) { found.append("seed \(seed), cut \(cut): \(fault)") }
            cuts += 1
        }
        return (found, cuts)
    }

    @Test("A cut at any operation leaves each commit that returned, whole, and none by half", arguments: 1...4)
    func everyOperation(seed: UInt64) throws {
        let (found, cuts) = try faults(seed: seed, stride: 1)
        #expect(found.isEmpty)
        #expect(cuts > 40)
    }

    @Test("The same over hundreds of seeds")
    func manySeeds() throws {
        for seed: UInt64 in 100..<300 { #expect(try faults(seed: seed, stride: 37).found.isEmpty) }
    }

    @Test("Syncs that lie lose commits, and that is seen")
    func lyingSync() throws {
        var found: [String] = []
        for seed: UInt64 in 1...3 { found += try faults(seed: seed, stride: 3, lying: true).found }
        #expect(found.contains { $0.contains("committed to") })
    }

    @Test("A program that is killed loses nothing that it committed, and the next one sees no lock of it")
    func kill() throws {
        let disk = MemoryDisk(seed: 1)
        let queue = try disk.open()
        try queue.write { try $0.execute(sql: "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)") }
        try queue.inDatabase { db in
            try db.beginTransaction(.immediate)
            try db.execute(sql: "INSERT INTO t VALUES (2)")
            faulty_disk_kill(disk.disk)
            #expect(throws: DatabaseError.self) { try db.commit() }
        }
        let next = try disk.open()
        try next.write { try $0.execute(sql: "INSERT INTO t VALUES (3)") }
        #expect(throws: DatabaseError.self) { try queue.read { try Int.fetchOne($0, sql: "SELECT a FROM t") } }
        #expect(try next.read { try Int.fetchAll($0, sql: "SELECT a FROM t ORDER BY a") } == [1, 3])
        try queue.close()
        faulty_disk_power_cycle(disk.disk)
        #expect(try disk.open().read { try Int.fetchAll($0, sql: "SELECT a FROM t ORDER BY a") } == [1, 3])
    }

    @Test("A database in the old journal mode survives as well", arguments: [true, false])
    func rollbackJournal(powersafeOverwrite: Bool) throws {
        for cut: UInt64 in 1...60 {
            let disk = MemoryDisk(seed: cut, sectorBytes: 512, powersafeOverwrite: powersafeOverwrite)
            let queue = try DatabaseQueue(path: disk.database)
            // Below EXTRA SQLite does not sync the folder when it removes the journal, which is the commit.
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = EXTRA") }
            try queue.write { try $0.execute(sql: "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)") }
            try #require(faulty_disk_folder_sync(disk.disk, disk.folder) == 0)
            faulty_disk_cut_at(disk.disk, disk.operations + cut)
            var last = 1
            for number in 2...6 where (try? queue.write { try $0.execute(sql: "UPDATE t SET a = \(number)") }) != nil {
                last = number
            }
            faulty_disk_power_cycle(disk.disk)
            let found = try DatabaseQueue(path: disk.database).read { db in
                #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
                return try Int.fetchOne(db, sql: "SELECT a FROM t")
            }
            #expect(found == last || found == last + 1, "cut \(cut)")
        }
    }

    @Test("The same seed gives the same history and the same file, another seed another")
    func determinism() throws {
        func run(seed: UInt64) throws -> (trace: UInt64, file: [UInt8]?) {
            let disk = try prepared(seed: seed, lying: false)
            faulty_disk_cut_at(disk.disk, disk.operations + 29)
            var random = SplitMix64(seed: seed)
            _ = work(on: disk, random: &random)
            faulty_disk_power_cycle(disk.disk)
            // The log has salts of SQLite's own, which all threads of the process share: what it leaves has none.
            let queue = try disk.open()
            _ = try queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            return (faulty_disk_trace(disk.disk), disk.bytes(disk.database))
        }
        let one = try run(seed: 9)
        let again = try run(seed: 9)
        #expect(one.trace == again.trace)
        #expect(one.file != nil && one.file == again.file)
        #expect(try run(seed: 10).trace != one.trace)
    }
}
