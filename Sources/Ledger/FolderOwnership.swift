// SPDX-License-Identifier: Apache-2.0
import Glibc

/// One process's exclusive hold on the folder: a lock on the file `lock`, which holds the process id. The kernel drops
/// the lock when the process ends, however it ends.
final class FolderOwnership: FolderHold {
    private var descriptor: Int32

    /// Takes the folder, making it (0750) if it is not there.
    init(of folder: String) throws(LedgerError) {
        if mkdir(folder, 0o750) != 0, errno != EEXIST { throw .failed("mkdir \(folder)") }
        let path = folder + "/lock"
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard opened >= 0 else { throw .failed("open \(path)") }
        // What the superuser makes here is for whom the folder belongs to: the daemon.
        var status = stat()
        if geteuid() == 0, stat(folder, &status) == 0, fchown(opened, status.st_uid, status.st_gid) != 0 {
            let code = errno
            close(opened)
            throw .failed("chown \(path)", code)
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let pid = Self.pid(in: opened)
            close(opened)
            guard code == EWOULDBLOCK else { throw .failed("flock \(path)", code) }
            throw .inUse(folder: folder, pid: pid)
        }
        descriptor = opened
        let text = Array("\(getpid())\n".utf8)
        // The id is a courtesy to whoever is refused; without it the lock holds all the same.
        if ftruncate(opened, 0) == 0 { _ = pwrite(opened, text, text.count, 0) }
    }

    deinit { release() }

    func release() {
        guard descriptor >= 0 else { return }
        // Closing alone is not enough: a child between fork and exec holds a duplicate, and the lock with it.
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
        descriptor = -1
    }

    private static func pid(in descriptor: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: buffer[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
