// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk
import Glibc
import Ledger

/// A ledger's own file calls on a simulated disk.
struct SimulatedStorage: LedgerStorage {
    let disk: SimulatedDisk

    func hold(_ folder: String) throws(LedgerError) -> any FolderHold {
        let code = faulty_disk_folder_lock(disk.disk, folder)
        guard code != EWOULDBLOCK else { throw .inUse(folder: folder, pid: nil) }
        try check(code, "flock \(folder)")
        return Hold(disk: disk, folder: folder)
    }

    func exists(_ path: String) throws(LedgerError) -> Bool {
        let code = faulty_disk_file_exists(disk.disk, path)
        guard code != ENOENT else { return false }
        try check(code, "stat \(path)")
        return true
    }

    func create(_ path: String) throws(LedgerError) {
        try check(faulty_disk_file_create(disk.disk, path), "create \(path)")
    }

    func rename(_ path: String, to other: String) throws(LedgerError) {
        try check(faulty_disk_file_rename(disk.disk, path, other), "rename \(path) to \(other)")
    }

    func remove(_ path: String) throws(LedgerError) {
        let code = faulty_disk_file_unlink(disk.disk, path)
        guard code != ENOENT else { return }
        try check(code, "unlink \(path)")
    }

    func synchronise(file path: String) throws(LedgerError) {
        try check(faulty_disk_file_sync(disk.disk, path), "fsync \(path)")
    }

    func synchronise(folder: String) throws(LedgerError) {
        try check(faulty_disk_folder_sync(disk.disk, folder), "fsync \(folder)")
    }

    func head(of path: String, count: Int) throws(LedgerError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var got = 0
        try check(faulty_disk_file_read(disk.disk, path, 0, &bytes, count, &got), "read \(path)")
        return Array(bytes[..<got])
    }

    func size(of path: String) throws(LedgerError) -> Int64 {
        var size: UInt64 = 0
        let code = faulty_disk_file_size(disk.disk, path, &size)
        guard code != ENOENT else { return 0 }
        try check(code, "stat \(path)")
        return Int64(size)
    }

    /// What a full disk does it does to writes.
    func room(in folder: String) -> Int64 { .max }

    func names(in folder: String) throws(LedgerError) -> [String] {
        var names: [String] = []
        var buffer = [CChar](repeating: 0, count: 256)
        while true {
            let code = faulty_disk_folder_name(disk.disk, folder, names.count, &buffer, buffer.count)
            guard code != ENOENT else { return names }
            try check(code, "read \(folder)")
            names.append(String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
    }

    private func check(_ code: Int32, _ call: String) throws(LedgerError) {
        guard code != 0 else { return }
        throw .failed(call, code)
    }

    private final class Hold: FolderHold {
        private let disk: SimulatedDisk
        private let folder: String
        private let life: Int
        private var isHeld = true

        init(disk: SimulatedDisk, folder: String) {
            self.disk = disk
            self.folder = folder
            life = disk.life
        }

        deinit { release() }

        func release() {
            guard isHeld else { return }
            isHeld = false
            if disk.life == life { faulty_disk_folder_unlock(disk.disk, folder) }
        }
    }
}
