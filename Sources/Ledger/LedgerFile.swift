// SPDX-License-Identifier: Apache-2.0
import GRDB

/// The database file: how it comes into being and how it is looked at before it is trusted.
struct LedgerFile {
    static let name = "ledger.sqlite"
    /// What SQLite lays beside a database.
    static let companions = ["-wal", "-shm", "-journal"]

    let path: String
    let storage: any LedgerStorage

    init(path: String, storage: any LedgerStorage) {
        self.path = path
        self.storage = storage
    }

    init(folder: String, storage: any LedgerStorage) {
        self.init(path: "\(folder)/\(Self.name)", storage: storage)
    }

    var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    /// In WAL mode with `synchronous=FULL`, set by hand: GRDB's own way writes into the log at each opening, and leaves NORMAL.
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.prepareDatabase { db in
            guard !db.configuration.readonly else { return }
            // First of all: what is read from the log of the last session may be in memory only, since Linux forgets what a
            // sync that failed did not write, and what is written after such a gap is lost with it. Where the power went
            // in the midst of a sector, the log may end there, and the next write would put its last commit at risk.
            let isBusy = try Bool.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? false
            guard !isBusy else {
                throw DatabaseError(resultCode: .SQLITE_BUSY, message: "the log is being read by somebody else")
            }
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        return configuration
    }

    /// Makes a record beside its final place and moves it there when it is whole: a file of that name is never half made.
    ///
    /// `hold` and its event are in it from the first moment on: with a record that has lost its past nothing may move.
    func create(hold: RecordHold?, event held: LedgerEvent?, at now: LedgerTime) throws(LedgerError) {
        let young = path + ".new"
        for ending in [""] + Self.companions { try storage.remove(young + ending) }
        try storage.create(young)
        do {
            let database = try DatabaseQueue(path: young, configuration: Self.configuration)
            try LedgerSchema.migrator.migrate(database)
            try database.writeWithoutTransaction { db in
                try db.inTransaction {
                    var standing = Standing(at: now)
                    let event = LedgerEvent(kind: "record-created", payload: ["schema": .integer(LedgerSchema.version)])
                    try standing.append(event, at: now, db)
                    if let held { try standing.append(held, at: now, db) }
                    if let hold { try standing.keep(hold.kept, db) }
                    try standing.write(db)
                    return .commit
                }
                try db.checkpoint(.truncate)
            }
            try database.close()
        } catch {
            throw LedgerError(error, during: "create \(young)")
        }
        try storage.rename(young, to: path)
        try storage.synchronise(folder: folder)
    }

    /// What tells that there was a record here once: copies of it, and those that stepped aside.
    func traces() throws(LedgerError) -> [String] {
        try storage.names(in: folder).filter { name in
            name.hasSuffix(".sqlite") && (name.hasPrefix("ledger.") || name.hasPrefix("snapshot-")) && name != Self.name
        }.sorted()
    }

    /// Whether there is a record. One that stands without its database is not nothing: it is damage.
    func exists() throws(LedgerError) -> Bool {
        if try storage.exists(path) { return true }
        guard try !storage.exists(path + "-wal") else {
            throw .corrupt(file: path, reason: "its write-ahead log is there, but it is not")
        }
        return false
    }

    /// Looks at the file without changing it; returns its schema version.
    ///
    /// First its head, before SQLite opens it at all; then through a connection that cannot write, which also sees what
    /// a crash left in the write-ahead log.
    func inspect() throws(LedgerError) -> Int64 {
        do {
            try check(applicationAndVersion: head())
        } catch {
            // The power may have gone while the first page came back from the log, which still has all of it.
            guard case .corrupt = error, try storage.exists(path + "-wal") else { throw error }
        }
        let found: (application: Int64, version: Int64)
        do {
            do {
                found = try look()
            } catch DatabaseError.SQLITE_READONLY_ROLLBACK {
                // A kill cut a transaction short that went by a rollback journal, as the very first of a file that is
                // not yet in WAL mode does. Its head is one we know: taking the half transaction back is ours to do.
                try rollBack()
                found = try look()
            }
        } catch {
            let failure = LedgerError(error, during: "inspect \(path)")
            guard failure.storageFault == .corrupt else { throw failure }
            throw .corrupt(file: path, reason: "\(error)")
        }
        try check(applicationAndVersion: found)
        return found.version
    }

    /// Through a connection that cannot write.
    private func look() throws -> (application: Int64, version: Int64) {
        var readOnly = Self.configuration
        readOnly.readonly = true
        let database = try DatabaseQueue(path: path, configuration: readOnly)
        let found = try database.unsafeRead { db in
            let found = try Self.applicationAndVersion(db)
            if found.application == LedgerSchema.applicationId, found.version <= LedgerSchema.version {
                try LedgerError.check(pagesOf: path, db)
            }
            return found
        }
        try database.close()
        return found
    }

    /// The first look of a connection that may write rolls a hot journal back.
    private func rollBack() throws {
        let database = try DatabaseQueue(path: path)
        _ = try database.writeWithoutTransaction { try Int64.fetchOne($0, sql: "PRAGMA user_version") }
        try database.close()
    }

    static func applicationAndVersion(_ db: Database) throws -> (application: Int64, version: Int64) {
        (
            try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
            try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        )
    }

    /// `exactly`: an older schema will not do either.
    func check(
        applicationAndVersion found: (application: Int64, version: Int64), exactly: Bool = false
    ) throws(LedgerError) {
        guard found.application == LedgerSchema.applicationId else {
            throw .corrupt(file: path, reason: "it is a database, but no ledger")
        }
        guard found.version <= LedgerSchema.version else {
            throw .newerSchema(file: path, found: found.version, supported: LedgerSchema.version)
        }
        guard !exactly || found.version == LedgerSchema.version else {
            throw .olderSchema(file: path, found: found.version, supported: LedgerSchema.version)
        }
    }

    /// Before SQLite opens the file at all, and while this process has no connection to it: the application id and the schema
    /// version from the first 100 bytes (https://www.sqlite.org/fileformat.html).
    private func head() throws(LedgerError) -> (application: Int64, version: Int64) {
        let bytes = try storage.head(of: path, count: 100)
        guard bytes.count == 100, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw .corrupt(file: path, reason: "it does not begin as a database does")
        }
        func number(at offset: Int) -> Int64 { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int64($1) } }
        return (number(at: 68), number(at: 60))
    }
}
