// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import Glibc

extension LedgerError {
    /// The failure of a system call, by errno.
    package static func failed(_ call: String, _ code: Int32 = Glibc.errno) -> LedgerError {
        .system(call: call, errno: code, message: String(cString: strerror(code)))
    }

    /// What a database call threw: an error of ours as it is, SQLite's with its extended code.
    init(_ error: any Error, during call: String) {
        switch error {
        case let error as LedgerError: self = error
        case let error as DatabaseError:
            let message = error.message ?? "no message"
            self = .storage(call: call, code: error.extendedResultCode.rawValue, message: message)
        default:
            // Decoding errors of rows: the schema is ours, so the contents are not.
            self = .storage(call: call, code: ResultCode.SQLITE_CORRUPT.rawValue, message: String(describing: error))
        }
    }

    /// Throws ``corrupt(file:reason:)`` where a page is not as it must be; ``storage(call:code:message:)`` where one could
    /// not be read, which SQLite gives as a verdict as well: a disk that fails for a moment damages no record.
    static func check(pagesOf file: String, _ db: Database) throws {
        let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no verdict"
        guard verdict != "ok" else { return }
        // Of a page of the list of free ones SQLite does not say why it could not be read.
        if verdict.contains("failed to get page") {
            throw LedgerError.storage(
                call: "check \(file)", code: ResultCode.SQLITE_IOERR.rawValue, message: verdict)
        }
        let mark = "unable to get the page. error code="
        if let end = verdict.range(of: mark)?.upperBound, let code = Int32(verdict[end...].prefix { $0.isNumber }) {
            let failure = LedgerError.storage(call: "check \(file)", code: code, message: verdict)
            if failure.storageFault != .corrupt { throw failure }
        }
        throw LedgerError.corrupt(file: file, reason: verdict)
    }
}
