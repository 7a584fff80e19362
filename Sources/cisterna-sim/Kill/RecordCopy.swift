// SPDX-License-Identifier: Apache-2.0
import CLinux
import Foundation
import GRDB
import Ledger
import Quantities

/// The record of a pump whose daemon is dead, looked at in a copy: what the next daemon finds is as the last one left it.
struct RecordCopy {
    private static let file = "ledger.sqlite"
    /// The database with what has not yet gone into it, or is to be taken back.
    private static let files = [file, file + "-wal", file + "-journal"]

    /// Copies the record as a kill has left it.
    static func copy(_ state: String, to folder: String) throws {
        let manager = FileManager.default
        try? manager.removeItem(atPath: folder)
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in files where manager.fileExists(atPath: "\(state)/\(name)") {
            try manager.copyItem(atPath: "\(state)/\(name)", toPath: "\(folder)/\(name)")
        }
    }

    /// Puts such a copy in the place of the record.
    static func restore(_ folder: String, to state: String) throws {
        for name in files + [file + "-shm"] { unlink("\(state)/\(name)") }
        for name in files where FileManager.default.fileExists(atPath: "\(folder)/\(name)") {
            try FileManager.default.copyItem(atPath: "\(folder)/\(name)", toPath: "\(state)/\(name)")
        }
    }

    /// What a daemon would start from; nil where there is no record yet.
    static func state(of folder: String, copy: String) throws -> DurableState? {
        guard FileManager.default.fileExists(atPath: "\(folder)/\(file)") else { return nil }
        try Self.copy(folder, to: copy)
        let ledger = try Ledger(folder: copy, now: now)
        defer { try? ledger.close() }
        return try ledger.state()
    }

    /// Changes the record behind everybody's back.
    static func tamper(_ folder: String, _ sql: String) throws {
        let database = try DatabaseQueue(path: "\(folder)/\(file)")
        try database.write { try $0.execute(sql: sql) }
        try database.close()
    }

    private static var now: LedgerTime {
        LedgerTime(
            monotonic: Instant(nanoseconds: cisterna_monotonic_ns()),
            boottime: Instant(nanoseconds: cisterna_boottime_ns()),
            wall: Instant(nanoseconds: cisterna_realtime_ns()), bootId: "copy", clockIsSynchronised: false)
    }
}
