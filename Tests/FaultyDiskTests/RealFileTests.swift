// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk
import Foundation
import GRDB
import Testing

/// Goal: the machine's own files fail as a control block says, those of that folder only.
@Suite("Faults on the machine's own files")
final class RealFileTests {
    private let folder: String

    init() throws {
        precondition(faulty_disk_register() == 0)
        folder = FileManager.default.temporaryDirectory.path + "/faulty-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func map(_ name: String = "control", prefix: String? = nil) throws -> OpaquePointer {
        var error: Int32 = 0
        let control = faulty_disk_control_map(folder + "/" + name, prefix ?? folder + "/data", &error)
        return try #require(control, "errno \(error)")
    }

    private func open(_ name: String = "data.sqlite") throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.journalMode = .wal
        let queue = try DatabaseQueue(path: folder + "/" + name, configuration: configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try queue.write { try $0.execute(sql: "CREATE TABLE IF NOT EXISTS t (a INTEGER)") }
        return queue
    }

    @Test("Each switch fails its calls as long as it is on")
    func switches() throws {
        let control = try map()
        defer { faulty_disk_control_detach(control) }
        let queue = try open()
        let cases: [(faulty_disk_switch, ResultCode)] = [
            (faulty_disk_switch_fail_writes, .SQLITE_IOERR), (faulty_disk_switch_fail_syncs, .SQLITE_IOERR),
            (faulty_disk_switch_full, .SQLITE_FULL), (faulty_disk_switch_read_only, .SQLITE_READONLY),
        ]
        var good: [Int] = []
        for (number, (which, code)) in cases.enumerated() {
            faulty_disk_control_set(control, which, 1)
            #expect(faulty_disk_control_get(control, which) == 1)
            let error = #expect(throws: DatabaseError.self) {
                try queue.write { try $0.execute(sql: "INSERT INTO t VALUES (-1)") }
            }
            #expect(error?.resultCode == code)
            faulty_disk_control_set(control, which, 0)
            try queue.write { try $0.execute(sql: "INSERT INTO t VALUES (\(number))") }
            good.append(number)
        }
        #expect(faulty_disk_control_count(control, faulty_disk_counter_failures) >= 4)
        #expect(try queue.read { try Int.fetchAll($0, sql: "SELECT a FROM t") } == good)
        try queue.close()
        let again = try open()
        #expect(try again.read { try Int.fetchAll($0, sql: "SELECT a FROM t") } == good)
    }

    @Test("Reads fail, and a slow sync sleeps")
    func readsAndSlowSyncs() throws {
        let control = try map()
        defer { faulty_disk_control_detach(control) }
        let queue = try open()
        try queue.close()
        faulty_disk_control_set(control, faulty_disk_switch_fail_reads, 1)
        #expect(throws: DatabaseError.self) { try open() }
        faulty_disk_control_set(control, faulty_disk_switch_fail_reads, 0)
        let again = try open()
        faulty_disk_control_set(control, faulty_disk_switch_slow_sync_ms, 20)
        let before = ContinuousClock.now
        try again.write { try $0.execute(sql: "INSERT INTO t VALUES (1)") }
        #expect(ContinuousClock.now - before >= .milliseconds(20))
    }

    @Test("What was written and synced is counted; a block has one layout, and other files none of its faults")
    func counters() throws {
        let control = try map()
        defer { faulty_disk_control_detach(control) }
        let same = try map(prefix: folder + "/elsewhere")
        defer { faulty_disk_control_detach(same) }
        let queue = try open()
        let other = try open("other.sqlite")
        let syncs = faulty_disk_control_count(control, faulty_disk_counter_syncs)
        let bytes = faulty_disk_control_count(control, faulty_disk_counter_bytes_written)
        try queue.write { try $0.execute(sql: "INSERT INTO t VALUES (1)") }
        #expect(faulty_disk_control_count(control, faulty_disk_counter_syncs) > syncs)
        #expect(faulty_disk_control_count(control, faulty_disk_counter_bytes_written) >= bytes + 4_096)
        // Another mapping of the same file, as another process would have it.
        faulty_disk_control_set(same, faulty_disk_switch_full, 1)
        #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: "INSERT INTO t VALUES (2)") } }
        try other.write { try $0.execute(sql: "INSERT INTO t VALUES (2)") }
        var error: Int32 = 0
        #expect(faulty_disk_control_map(folder + "/other.sqlite", folder, &error) == nil)
        #expect(error == EINVAL)
    }
}
