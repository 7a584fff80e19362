// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A folder of the file system.
public struct FolderStorage: LedgerStorage {
    public init() {}

    public func hold(_ folder: String) throws(LedgerError) -> any FolderHold { try FolderOwnership(of: folder) }

    public func exists(_ path: String) throws(LedgerError) -> Bool {
        var status = stat()
        if stat(path, &status) == 0 { return true }
        guard errno == ENOENT else { throw .failed("stat \(path)") }
        return false
    }

    public func create(_ path: String) throws(LedgerError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw .failed("create \(path)") }
        defer { close(descriptor) }
        // What the superuser makes here is for whom the folder belongs to: the daemon.
        var folder = stat()
        guard geteuid() == 0, stat(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]), &folder) == 0 else {
            return
        }
        guard fchown(descriptor, folder.st_uid, folder.st_gid) == 0 else { throw .failed("chown \(path)") }
    }

    public func rename(_ path: String, to other: String) throws(LedgerError) {
        guard Glibc.rename(path, other) == 0 else { throw .failed("rename \(path) to \(other)") }
    }

    public func remove(_ path: String) throws(LedgerError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .failed("unlink \(path)") }
    }

    public func synchronise(file path: String) throws(LedgerError) { try synchronise(path, O_RDONLY) }

    public func synchronise(folder: String) throws(LedgerError) { try synchronise(folder, O_RDONLY | O_DIRECTORY) }

    private func synchronise(_ path: String, _ flags: Int32) throws(LedgerError) {
        let descriptor = open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failed("open \(path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .failed("fsync \(path)") }
    }

    public func head(of path: String, count: Int) throws(LedgerError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .failed("open \(path)") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = pread(descriptor, &bytes, count, 0)
        guard got >= 0 else { throw .failed("read \(path)") }
        return Array(bytes[..<got])
    }

    public func size(of path: String) throws(LedgerError) -> Int64 {
        var status = stat()
        if stat(path, &status) == 0 { return Int64(status.st_size) }
        guard errno == ENOENT else { throw .failed("stat \(path)") }
        return 0
    }

    public func room(in folder: String) throws(LedgerError) -> Int64 {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { throw .failed("statvfs \(folder)") }
        return Int64(clamping: status.f_bavail).multipliedReportingOverflow(by: Int64(clamping: status.f_frsize))
            .partialValue
    }

    public func names(in folder: String) throws(LedgerError) -> [String] {
        guard let listing = opendir(folder) else { throw .failed("opendir \(folder)") }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { name in
                    name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }
}
