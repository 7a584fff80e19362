// SPDX-License-Identifier: Apache-2.0
import GRDB
import Glibc

/// A record that is only looked at: the one in use, by a connection of its own that holds up nobody, or one that lies
/// aside. Used from one thread at a time.
public final class LedgerArchive: LedgerReading {
    public let file: String
    public let source: LedgerSource

    /// Throws ``LedgerError/newerSchema(file:found:supported:)``, ``LedgerError/olderSchema(file:found:supported:)``,
    /// ``LedgerError/corrupt(file:reason:)``, ``LedgerError/storage(call:code:message:)``.
    public init(file: String, storage: any LedgerStorage = FolderStorage()) throws(LedgerError) {
        self.file = file
        let place = LedgerFile(path: file, storage: storage)
        guard try storage.exists(file) else { throw .failed("open \(file)", ENOENT) }
        var configuration = LedgerFile.configuration
        configuration.readonly = true
        do {
            // Never by a descriptor of our own: closing one drops the locks of every connection of this process, and another
            // program that then takes itself for the last user would take the log away from under the writer.
            let database = try DatabaseQueue(path: file, configuration: configuration)
            try place.check(applicationAndVersion: database.unsafeRead(LedgerFile.applicationAndVersion), exactly: true)
            source = LedgerSource(database: database)
        } catch {
            let failure = LedgerError(error, during: "open \(file)")
            guard case .storage = failure, let reason = failure.damage else { throw failure }
            throw .corrupt(file: file, reason: reason)
        }
    }

    /// Whether SQLite finds its pages sound. Throws ``LedgerError/corrupt(file:reason:)`` where not,
    /// ``LedgerError/storage(call:code:message:)``.
    public func checkPages() throws(LedgerError) {
        try reading("check \(file)") { try LedgerError.check(pagesOf: file, $0) }
    }

    /// Writes a sound copy in one file, which is empty; it is on disk when this returns. Throws
    /// ``LedgerError/storage(call:code:message:)``.
    func copy(to path: String, storage: any LedgerStorage) throws(LedgerError) {
        do {
            try source.database.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
        } catch {
            throw LedgerError(error, during: "copy \(file) to \(path)")
        }
        try storage.synchronise(file: path)
    }

    public func close() throws(LedgerError) {
        do {
            try source.database.close()
        } catch {
            throw LedgerError(error, during: "close \(file)")
        }
    }
}
