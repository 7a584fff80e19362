// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A file that is written whole or not at all.
struct WrittenFile {
    let path: String

    /// Replaces what is there. The text is on disk when this returns.
    ///
    /// - Throws: ``NotWritten`` with the call that failed.
    func write(_ text: String) throws(NotWritten) {
        // Beside it, so that taking its name is one step.
        let draft = "\(path).\(getpid()).part"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw NotWritten(path: path, call: "open", errno: errno) }
        if let failure = Self.fill(file, text) ?? Self.end(file, draft, as: path) {
            unlink(draft)
            throw NotWritten(path: path, call: failure.call, errno: failure.errno)
        }
    }

    private static func fill(_ file: Int32, _ text: String) -> (call: String, errno: Int32)? {
        var text = text
        let failed: Int32? = text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(file, bytes.baseAddress! + done, bytes.count - done)
                if count < 0 {
                    if errno == EINTR { continue }
                    return errno
                }
                done += count
            }
            return nil
        }
        if let failed {
            close(file)
            return ("write", failed)
        }
        guard fsync(file) == 0 || errno == EINVAL else {
            let failed = errno
            close(file)
            return ("fsync", failed)
        }
        return close(file) == 0 ? nil : ("close", errno)
    }

    private static func end(_ file: Int32, _ draft: String, as path: String) -> (call: String, errno: Int32)? {
        rename(draft, path) == 0 ? nil : ("rename", errno)
    }
}
