// SPDX-License-Identifier: Apache-2.0
import GRDB
import Glibc

/// The database file: how it comes into being and how it is looked at before it is trusted.
enum LedgerFile {
    static let name = "ledger.sqlite"

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.journalMode = .wal
        return configuration
    }

    /// Makes a record beside its final place and moves it there when it is whole: a file of that name is never half made.
    static func create(in folder: String, at now: LedgerTime) throws(LedgerError) {
        let path = "\(folder)/\(name)"
        let young = path + ".new"
        for ending in ["", "-wal", "-shm", "-journal"] { unlink(young + ending) }
        let descriptor = open(young, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw .system("create \(young)") }
        close(descriptor)
        do {
            let database = try DatabaseQueue(path: young, configuration: configuration)
            try LedgerSchema.migrator.migrate(database)
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.inTransaction {
                    var standing = Standing(at: now)
                    let event = LedgerEvent(kind: "record-created", payload: ["schema": .integer(LedgerSchema.version)])
                    try standing.append(event, at: now, db)
                    try standing.write(db)
                    return .commit
                }
                try db.checkpoint(.truncate)
            }
            try database.close()
        } catch {
            throw LedgerError(error, during: "create \(young)")
        }
        guard rename(young, path) == 0 else { throw .system("rename \(young)") }
        try synchronise(folder)
    }

    /// Makes names in the folder durable.
    private static func synchronise(_ folder: String) throws(LedgerError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open \(folder)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system("fsync \(folder)") }
    }

    /// Whether there is a record. One that stands without its database is not nothing: it is damage.
    static func exists(in folder: String) throws(LedgerError) -> Bool {
        let path = "\(folder)/\(name)"
        var status = stat()
        if stat(path, &status) == 0 { return true }
        guard errno == ENOENT else { throw .system("stat \(path)") }
        guard access(path + "-wal", F_OK) != 0 else {
            throw .corrupt(file: path, reason: "its write-ahead log is there, but it is not")
        }
        return false
    }

    /// Looks at the file without changing it; returns its schema version.
    ///
    /// First its head, before SQLite opens it at all; then through a connection that cannot write, which also sees what
    /// a crash left in the write-ahead log.
    static func inspect(_ folder: String) throws(LedgerError) -> Int64 {
        let path = "\(folder)/\(name)"
        try check(applicationAndVersion: try head(of: path), path)
        var readOnly = configuration
        readOnly.readonly = true
        let found: (application: Int64, version: Int64)
        do {
            let database = try DatabaseQueue(path: path, configuration: readOnly)
            found = try database.unsafeRead { db in
                let application = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
                let version = try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                if application == LedgerSchema.applicationId, version <= LedgerSchema.version {
                    let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no verdict"
                    guard verdict == "ok" else { throw LedgerError.corrupt(file: path, reason: verdict) }
                }
                return (application, version)
            }
            try database.close()
        } catch {
            let failure = LedgerError(error, during: "inspect \(path)")
            guard failure.storageFault == .corrupt else { throw failure }
            throw .corrupt(file: path, reason: "\(error)")
        }
        try check(applicationAndVersion: found, path)
        return found.version
    }

    private static func check(
        applicationAndVersion found: (application: Int64, version: Int64), _ path: String
    ) throws(LedgerError) {
        guard found.application == LedgerSchema.applicationId else {
            throw .corrupt(file: path, reason: "it is a database, but no ledger")
        }
        guard found.version <= LedgerSchema.version else {
            throw .newerSchema(file: path, found: found.version, supported: LedgerSchema.version)
        }
    }

    /// The application id and the schema version from the first 100 bytes (https://www.sqlite.org/fileformat.html).
    private static func head(of path: String) throws(LedgerError) -> (application: Int64, version: Int64) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .system("open \(path)") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count >= 0 else { throw .system("read \(path)") }
        guard count == bytes.count, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw .corrupt(file: path, reason: "it does not begin as a database does")
        }
        func number(at offset: Int) -> Int64 { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int64($1) } }
        return (number(at: 68), number(at: 60))
    }
}
