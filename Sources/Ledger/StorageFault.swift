// SPDX-License-Identifier: Apache-2.0

/// The failures of storage that have a behaviour of their own.
public enum StorageFault: Hashable, Sendable {
    /// SQLITE_FULL.
    case full
    /// SQLITE_READONLY.
    case readOnly
    /// SQLITE_IOERR.
    case inputOutput
    /// SQLITE_BUSY or SQLITE_LOCKED: somebody else holds the database.
    case busy
    /// SQLITE_CORRUPT or SQLITE_NOTADB.
    case corrupt
    case other

    /// By SQLite's primary result code, the low byte of an extended one.
    init(code: Int32) {
        switch code & 0xFF {
        case 13: self = .full
        case 8: self = .readOnly
        case 10: self = .inputOutput
        case 5, 6: self = .busy
        case 11, 26: self = .corrupt
        default: self = .other
        }
    }
}
