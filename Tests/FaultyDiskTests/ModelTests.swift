// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk
import Glibc
import Testing

/// Goal: each sentence of the fault model happens. Method: direct calls on small files.
@Suite("The fault model of disks in memory")
struct ModelTests {
    private static let sector = 512

    /// A synced file of eight sectors of 1, and a write of 2 over all of it that no sync follows.
    private func overwritten(seed: UInt64, powersafeOverwrite: Bool = true) throws -> (MemoryDisk, String) {
        let disk = MemoryDisk(
            seed: seed, sectorBytes: UInt32(Self.sector), powersafeOverwrite: powersafeOverwrite)
        let path = disk.path("file")
        try #require(faulty_disk_file_create(disk.disk, path) == 0)
        try #require(disk.write([UInt8](repeating: 1, count: 8 * Self.sector), to: path) == 0)
        try #require(faulty_disk_file_sync(disk.disk, path) == 0)
        try #require(faulty_disk_folder_sync(disk.disk, disk.folder) == 0)
        return (disk, path)
    }

    @Test("A pending write is kept, lost, torn at sectors from either side or anywhere, or torn at a byte")
    func torn() throws {
        var kept = 0
        var lost = 0
        var prefix = 0
        var suffix = 0
        var scattered = 0
        var inside = 0
        for seed: UInt64 in 1...400 {
            let (disk, path) = try overwritten(seed: seed)
            try #require(disk.write([UInt8](repeating: 2, count: 8 * Self.sector), to: path) == 0)
            #expect(disk.bytes(path) == [UInt8](repeating: 2, count: 8 * Self.sector))
            faulty_disk_power_cycle(disk.disk)
            let bytes = try #require(disk.bytes(path))
            try #require(bytes.count == 8 * Self.sector && bytes.allSatisfy { $0 == 1 || $0 == 2 })
            let edges = (1..<bytes.count).filter { bytes[$0] != bytes[$0 - 1] }
            switch (bytes[0], edges.count) {
            case (2, 0): kept += 1
            case (1, 0): lost += 1
            case (2, 1) where edges[0] % Self.sector == 0: prefix += 1
            case (2, 1): inside += 1
            case (1, 1): suffix += 1
            default: scattered += 1
            }
            #expect(edges.count <= 1 || edges.allSatisfy { $0 % Self.sector == 0 })
        }
        for count in [kept, lost, prefix, suffix, scattered, inside] { #expect(count > 5) }
    }

    @Test("Of two pending writes over one place either may lie on top; what was synced lies under both")
    func reordered() throws {
        var tops: Set<UInt8> = []
        var reordered: UInt64 = 0
        for seed: UInt64 in 1...100 {
            let (disk, path) = try overwritten(seed: seed)
            try #require(disk.write([UInt8](repeating: 2, count: Self.sector), to: path) == 0)
            try #require(disk.write([UInt8](repeating: 3, count: Self.sector), to: path) == 0)
            faulty_disk_power_cycle(disk.disk)
            let bytes = try #require(disk.bytes(path))
            tops.insert(bytes[0])
            reordered += disk.counts.reordered
            #expect(bytes[Self.sector...].allSatisfy { $0 == 1 })
        }
        #expect(tops == [1, 2, 3])
        #expect(reordered > 10)
    }

    @Test("What was synced is there after any number of cuts", arguments: [true, false])
    func synced(powersafeOverwrite: Bool) throws {
        for seed: UInt64 in 1...50 {
            let (disk, path) = try overwritten(seed: seed, powersafeOverwrite: powersafeOverwrite)
            let before = disk.bytes(path)
            for _ in 1...3 { faulty_disk_power_cycle(disk.disk) }
            #expect(before != nil && disk.bytes(path) == before)
        }
    }

    @Test("Without powersafe overwrite a short pending write may spoil the rest of its sector, and no other")
    func garbage() throws {
        var spoilt = 0
        for seed: UInt64 in 1...200 {
            let (disk, path) = try overwritten(seed: seed, powersafeOverwrite: false)
            try #require(disk.write([2, 2, 2], to: path, at: UInt64(Self.sector + 100)) == 0)
            faulty_disk_power_cycle(disk.disk)
            let bytes = try #require(disk.bytes(path))
            let outside = bytes[..<Self.sector] + bytes[(2 * Self.sector)...]
            #expect(outside.allSatisfy { $0 == 1 })
            let isSpoilt = bytes[Self.sector..<2 * Self.sector].contains { $0 > 2 }
            spoilt += isSpoilt ? 1 : 0
            #expect(isSpoilt == (disk.counts.garbage > 0))
        }
        #expect(spoilt > 10)
    }

    @Test(
        "A rename that no sync of its folder follows leaves the old name or the new one, and contents of their own fate"
    )
    func rename() throws {
        var seen: Set<[String]> = []
        var empty = 0
        for seed: UInt64 in 1...100 {
            let (disk, _) = try overwritten(seed: seed)
            try #require(faulty_disk_file_create(disk.disk, disk.path("new")) == 0)
            try #require(disk.write([9, 9, 9], to: disk.path("new")) == 0)
            try #require(faulty_disk_file_rename(disk.disk, disk.path("new"), disk.path("file")) == 0)
            #expect(disk.names() == ["file"])
            faulty_disk_power_cycle(disk.disk)
            seen.insert(disk.names())
            let bytes = try #require(disk.bytes(disk.path("file")))
            if bytes.isEmpty { empty += 1 }
            #expect(bytes.isEmpty || bytes.count <= 3 || bytes.count == 8 * Self.sector)
        }
        // Creation and rename lost; creation kept; rename kept.
        #expect(seen == [["file"], ["file", "new"]])
        #expect(empty > 0)
    }

    @Test("A sync of the file does not make its name durable, one of the folder does")
    func names() throws {
        var gone = 0
        for seed: UInt64 in 1...40 {
            let disk = MemoryDisk(seed: seed)
            for name in ["a", "b"] { try #require(faulty_disk_file_create(disk.disk, disk.path(name)) == 0) }
            try #require(faulty_disk_folder_sync(disk.disk, disk.folder) == 0)
            try #require(faulty_disk_file_create(disk.disk, disk.path("c")) == 0)
            try #require(disk.write([1], to: disk.path("c")) == 0)
            try #require(faulty_disk_file_sync(disk.disk, disk.path("c")) == 0)
            try #require(faulty_disk_file_unlink(disk.disk, disk.path("b")) == 0)
            faulty_disk_power_cycle(disk.disk)
            let names = disk.names()
            #expect(names.contains("a"))
            if names.contains("c") { #expect(disk.bytes(disk.path("c")) == [1]) } else { gone += 1 }
        }
        #expect(gone > 5 && gone < 35)
    }

    @Test("The power goes at the planned operation or byte, and nothing works until it is back")
    func planned() throws {
        let (disk, path) = try overwritten(seed: 1)
        faulty_disk_cut_at(disk.disk, disk.operations + 2)
        #expect(faulty_disk_file_truncate(disk.disk, path, 100) == 0)
        #expect(!faulty_disk_is_off(disk.disk))
        #expect(faulty_disk_file_sync(disk.disk, path) == EIO)
        #expect(faulty_disk_is_off(disk.disk))
        #expect(disk.bytes(path) == nil && disk.write([1], to: path) == EIO)
        #expect(faulty_disk_file_exists(disk.disk, path) == EIO && disk.names().isEmpty)
        faulty_disk_power_cycle(disk.disk)
        #expect([100, 8 * Self.sector].contains(disk.bytes(path)?.count))
        faulty_disk_cut_in_write(disk.disk, 2, 3)
        #expect(disk.write([5], to: path) == 0)
        #expect(faulty_disk_file_sync(disk.disk, path) == 0)
        #expect(disk.write([7, 7, 7, 7, 7], to: path, at: 1) == EIO)
        faulty_disk_power_cycle(disk.disk)
        let bytes = try #require(disk.bytes(path))
        #expect(bytes[0] == 5 && bytes[1...3].allSatisfy { $0 == 7 || $0 == 1 } && bytes[4] == 1)
    }

    @Test("A folder is locked by one, until it is unlocked or the power goes")
    func lock() {
        let disk = MemoryDisk(seed: 1)
        #expect(faulty_disk_folder_lock(disk.disk, disk.folder) == 0)
        #expect(faulty_disk_folder_lock(disk.disk, disk.folder) == EWOULDBLOCK)
        faulty_disk_folder_unlock(disk.disk, disk.folder)
        #expect(faulty_disk_folder_lock(disk.disk, disk.folder) == 0)
        faulty_disk_power_cycle(disk.disk)
        #expect(faulty_disk_folder_lock(disk.disk, disk.folder) == 0)
    }
}
