// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The failures of storage that have a behaviour of their own.
public enum StorageFault: Hashable, Sendable {
    /// SQLITE_FULL; ENOSPC, EDQUOT.
    case full
    /// SQLITE_READONLY; EROFS.
    case readOnly
    /// SQLITE_IOERR; EIO.
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

    /// By the errno of a system call. None says that a file is damaged.
    init(errno: Int32) {
        switch errno {
        case ENOSPC, EDQUOT: self = .full
        case EROFS: self = .readOnly
        case EIO: self = .inputOutput
        case EBUSY: self = .busy
        default: self = .other
        }
    }
}
