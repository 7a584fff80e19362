// SPDX-License-Identifier: Apache-2.0
import GRDB
import Glibc

extension LedgerError {
    /// The failure of a system call, by errno.
    static func system(_ call: String, _ code: Int32 = errno) -> LedgerError {
        .storage(call: call, code: code, message: String(cString: strerror(code)))
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
}
