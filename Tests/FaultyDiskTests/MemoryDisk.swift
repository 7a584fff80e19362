// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk
import GRDB

/// A disk in memory for one test.
final class MemoryDisk {
    let disk: OpaquePointer
    /// Of the folder that the test works in.
    let folder: String

    init(seed: UInt64, sectorBytes: UInt32 = 4_096, powersafeOverwrite: Bool = true) {
        precondition(faulty_disk_register() == 0)
        let settings = faulty_disk_settings(
            seed: seed, sector_bytes: sectorBytes, powersafe_overwrite: powersafeOverwrite)
        guard let disk = faulty_disk_create(settings) else { fatalError("no disk of \(settings)") }
        self.disk = disk
        folder = "/faulty-disk/\(faulty_disk_number(disk))/tested"
    }

    deinit { faulty_disk_destroy(disk) }

    var database: String { folder + "/data.sqlite" }
    var counts: faulty_disk_counts { faulty_disk_counts(disk) }
    var operations: UInt64 { faulty_disk_operations(disk) }

    func path(_ name: String) -> String { folder + "/" + name }

    func add(
        _ failure: faulty_disk_failure, on calls: faulty_disk_call..., probability: UInt32 = 65_536, most: UInt64 = 0,
        slowNanoseconds: UInt64 = 0
    ) {
        let mask = calls.reduce(0) { $0 | $1.rawValue }
        let fault = faulty_disk_fault(
            calls: mask, failure: failure, probability: probability, most: most, first_operation: 0, last_operation: 0,
            slow_ns: slowNanoseconds)
        precondition(faulty_disk_add_fault(disk, fault))
    }

    /// The whole file; nil where there is none.
    func bytes(_ path: String) -> [UInt8]? {
        var size: UInt64 = 0
        guard faulty_disk_file_size(disk, path, &size) == 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(size))
        var count = 0
        guard faulty_disk_file_read(disk, path, 0, &bytes, bytes.count, &count) == 0 else { return nil }
        return Array(bytes.prefix(count))
    }

    func write(_ bytes: [UInt8], to path: String, at offset: UInt64 = 0) -> Int32 {
        faulty_disk_file_write(disk, path, offset, bytes, bytes.count)
    }

    /// The names in the folder, sorted.
    func names() -> [String] {
        var names: [String] = []
        var buffer = [CChar](repeating: 0, count: 256)
        while faulty_disk_folder_name(disk, folder, names.count, &buffer, buffer.count) == 0 {
            names.append(String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
        return names.sorted()
    }

    /// A connection as the ledger's: WAL with `synchronous=FULL`.
    func open() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.journalMode = .wal
        let queue = try DatabaseQueue(path: database, configuration: configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return queue
    }
}
