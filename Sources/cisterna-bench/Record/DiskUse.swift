// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk
import Foundation

/// What a record writes: by file, as SQLite hands it to the file system, and as the kernel counts the pages that the process
/// sends to the disk.
final class DiskUse {
    struct Counts {
        /// Handed to the write-ahead log, the database and its snapshots.
        var logBytes: Int64 = 0
        var databaseBytes: Int64 = 0
        var snapshotBytes: Int64 = 0
        /// Writes and syncs of all of them.
        var writes: Int64 = 0
        var syncs: Int64 = 0
        /// `write_bytes` of /proc/self/io: pages that became dirty, by 4,096 bytes; the file system's own journal is not
        /// in it.
        var pageBytes: Int64 = 0

        static func - (later: Counts, earlier: Counts) -> Counts { combine(later, earlier, -) }
        static func + (one: Counts, other: Counts) -> Counts { combine(one, other, +) }

        private static func combine(_ one: Counts, _ other: Counts, _ with: (Int64, Int64) -> Int64) -> Counts {
            Counts(
                logBytes: with(one.logBytes, other.logBytes),
                databaseBytes: with(one.databaseBytes, other.databaseBytes),
                snapshotBytes: with(one.snapshotBytes, other.snapshotBytes), writes: with(one.writes, other.writes),
                syncs: with(one.syncs, other.syncs), pageBytes: with(one.pageBytes, other.pageBytes))
        }
    }

    private let database: OpaquePointer
    private let log: OpaquePointer
    private let snapshots: OpaquePointer

    /// Counts what goes into the record in `folder` (an absolute path without links) from its opening on.
    init(folder: String) throws {
        guard faulty_disk_register() == 0 else { throw RecordBenchError("SQLite does not take the counting VFS") }
        // Of several that fit a file the last has it.
        database = try Self.control("\(folder)/ledger.sqlite")
        log = try Self.control("\(folder)/ledger.sqlite-wal")
        snapshots = try Self.control("\(folder)/snapshot")
    }

    deinit { for control in [database, log, snapshots] { faulty_disk_control_detach(control) } }

    /// The block lies in memory: on a disk its own writing back would be counted.
    private static func control(_ prefix: String) throws -> OpaquePointer {
        let path = "/dev/shm/cisterna-bench-\(UUID().uuidString)"
        defer { unlink(path) }
        var code: Int32 = 0
        guard let control = faulty_disk_control_map(path, prefix, &code) else {
            throw RecordBenchError("\(path): \(String(cString: strerror(code)))")
        }
        return control
    }

    func counts() throws -> Counts {
        func count(_ which: faulty_disk_counter, _ controls: OpaquePointer...) -> Int64 {
            controls.reduce(0) { $0 + Int64(clamping: faulty_disk_control_count($1, which)) }
        }
        return Counts(
            logBytes: count(faulty_disk_counter_bytes_written, log),
            databaseBytes: count(faulty_disk_counter_bytes_written, database),
            snapshotBytes: count(faulty_disk_counter_bytes_written, snapshots),
            writes: count(faulty_disk_counter_writes, database, log, snapshots),
            syncs: count(faulty_disk_counter_syncs, database, log, snapshots), pageBytes: try Self.pageBytes())
    }

    private static func pageBytes() throws -> Int64 {
        let text = try String(contentsOfFile: "/proc/self/io", encoding: .utf8)
        for line in text.split(separator: "\n") where line.hasPrefix("write_bytes:") {
            if let bytes = Int64(line.dropFirst("write_bytes:".count).trimmingCharacters(in: .whitespaces)) {
                return bytes
            }
        }
        throw RecordBenchError("/proc/self/io names no write_bytes")
    }
}
