// SPDX-License-Identifier: Apache-2.0
import GRDB

/// What can be read of a record, whether it is the one in use or a copy that lies aside.
public protocol LedgerReading {
    var file: String { get }
    /// The database, for this module's own queries.
    var source: LedgerSource { get }
}

/// A database that only this module can look into.
public struct LedgerSource {
    let database: DatabaseQueue
}

extension LedgerReading {
    func reading<Result>(_ call: String, _ body: (Database) throws -> Result) throws(LedgerError) -> Result {
        do {
            return try source.database.unsafeRead(body)
        } catch {
            throw LedgerError(error, during: call)
        }
    }

    /// All queries of `body` see one state of the record, whatever is committed meanwhile.
    func readingOneState<Result>(_ call: String, _ body: (Database) throws -> Result) throws(LedgerError) -> Result {
        do {
            return try source.database.read(body)
        } catch {
            throw LedgerError(error, during: call)
        }
    }
}
