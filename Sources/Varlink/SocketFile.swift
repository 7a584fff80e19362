// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A socket file of our own that listens.
struct SocketFile: Sendable {
    let path: String
    let descriptor: Int32
    /// Which file it is, so that one that another server put in its place is not removed.
    private let device: dev_t
    private let inode: ino_t

    /// Makes the file and listens. A file that a dead server left is replaced.
    init(path: String, mode: UInt16, groupID: UInt32?) throws(ServerError) {
        let lock = try Self.lockFolder(of: path)
        defer { close(lock) }
        let descriptor = try Self.makeSocket()
        do throws(ServerError) {
            // The mode of the descriptor is what bind gives to the file: for its owner alone, until the group is right.
            try Self.check(fchmod(descriptor, mode_t(mode & 0o700)), "fchmod(\(path))")
            try Self.bindReplacingStale(descriptor, path)
            if let groupID { try Self.check(lchown(path, uid_t.max, groupID), "lchown(\(path), group \(groupID))") }
            try Self.check(chmod(path, mode_t(mode)), "chmod(\(path))")
            try Self.check(listen(descriptor, 128), "listen(\(path))")
            var status = stat()
            try Self.check(lstat(path, &status), "lstat(\(path))")
            self.path = path
            self.descriptor = descriptor
            device = status.st_dev
            inode = status.st_ino
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Removes the file, unless it is another one by now. To be called before the descriptor is closed: until then the
    /// inode is held, and no other file can have its number.
    func remove() {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_dev == device, status.st_ino == inode else { return }
        unlink(path)
    }

    private static func check(_ result: Int32, _ call: String) throws(ServerError) {
        guard result == 0 else { throw .system(SystemCallError(call: call, errno: errno)) }
    }

    /// Between bind and listen a socket looks dead: without the lock, two servers that start at once would each remove
    /// the other's.
    private static func lockFolder(of path: String) throws(ServerError) -> Int32 {
        var folder = "."
        if let slash = path.lastIndex(of: "/") {
            folder = slash == path.startIndex ? "/" : String(path[..<slash])
        }
        let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw .system(SystemCallError(call: "open(\(folder))", errno: errno)) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let failure = errno
            close(lock)
            if failure == EWOULDBLOCK { throw .addressInUse(path) }
            throw .system(SystemCallError(call: "flock(\(folder))", errno: failure))
        }
        return lock
    }

    private static func makeSocket() throws(ServerError) -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { throw .system(SystemCallError(call: "socket(AF_UNIX)", errno: errno)) }
        return descriptor
    }

    private static func bindReplacingStale(_ descriptor: Int32, _ path: String) throws(ServerError) {
        guard let failure = apply(bind, descriptor, path) else { return }
        guard failure == EADDRINUSE else { throw .system(SystemCallError(call: "bind(\(path))", errno: failure)) }
        try removeStale(path)
        guard let failure = apply(bind, descriptor, path) else { return }
        throw .system(SystemCallError(call: "bind(\(path))", errno: failure))
    }

    private static func removeStale(_ path: String) throws(ServerError) {
        var status = stat()
        try check(lstat(path, &status), "lstat(\(path))")
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path) }
        let probe = try makeSocket()
        defer { close(probe) }
        switch apply(connect, probe, path) {
        case nil, EAGAIN: throw .addressInUse(path)
        case ECONNREFUSED: try check(unlink(path), "unlink(\(path))")
        case .some(let failure): throw .system(SystemCallError(call: "connect(\(path))", errno: failure))
        }
    }

    /// Calls `bind` or `connect` with a path; nil, or the errno.
    private static func apply(
        _ call: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32, _ descriptor: Int32, _ path: String
    ) -> Int32? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard path.utf8.count < room.count else { return false }
            room.copyBytes(from: path.utf8)
            return true
        }
        guard fits else { return ENAMETOOLONG }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 ? nil : errno
            }
        }
    }
}
