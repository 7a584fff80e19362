// SPDX-License-Identifier: Apache-2.0
import Glibc
import Quantities
import Synchronization

/// The file of lines between a daemon and a simulated rig in a process of its own, mapped.
///
/// The rig makes it, and outlives daemons: what was pulsed stands in the file however a daemon ends. It belongs on a
/// file system in memory (`/run`, `/dev/shm`): on a disk the kernel may hold up a pulse while it writes the page back.
public final class RigLines: @unchecked Sendable {
    /// How long a rig may give no sign of life, in real time.
    public static let silence: Duration = .second

    public let path: String
    let cells: UnsafeMutablePointer<LineCells>
    /// Holds the lock of this side; -1 for one who only looks.
    private let lock: Int32

    /// Bytes of the file.
    static var size: Int { MemoryLayout<LineCells>.size }

    /// Maps an open file, and takes over the lock.
    private init(path: String, mapping file: Int32, holding lock: Int32) throws(RigLinesError) {
        let mapped = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
        guard let mapped, mapped != MAP_FAILED else { throw .system(call: "mmap", path: path, errno: errno) }
        cells = mapped.bindMemory(to: LineCells.self, capacity: 1)
        self.path = path
        self.lock = lock
    }

    deinit {
        munmap(cells, Self.size)
        Self.letGo(lock)
    }

    // MARK: - The rig's side

    /// Makes the lines anew for the rig that this process is, in place of those of a rig that has ended.
    ///
    /// - Parameters:
    ///   - rigFile: The digest of the rig file, in hexadecimal.
    ///   - speed: Rig seconds a real second, 1 to 100,000.
    ///   - now: CLOCK_MONOTONIC, with which the rig clock begins.
    /// - Throws: ``RigLinesError/rigInUse(path:process:)`` while another rig has them.
    public static func make(
        at path: String, rigFile: String, speed: Int64, now: Instant
    ) throws(RigLinesError) -> RigLines {
        let lock = try lockForRig(path)
        // The old file stays as it is for a daemon that still has it: to that one its rig is gone.
        let fresh = "\(path).\(getpid())"
        let lines: RigLines
        do throws(RigLinesError) {
            let file = open(fresh, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o660)
            guard file >= 0 else { throw .system(call: "open", path: fresh, errno: errno) }
            defer { close(file) }
            guard ftruncate(file, off_t(size)) == 0 else { throw .system(call: "ftruncate", path: fresh, errno: errno) }
            lines = try RigLines(path: path, mapping: file, holding: lock)
        } catch {
            letGo(lock)
            throw error
        }
        lines.begin(rigFile: mark(of: rigFile), speed: speed, now: now)
        guard rename(fresh, path) == 0 else { throw .system(call: "rename", path: fresh, errno: errno) }
        return lines
    }

    private func begin(rigFile: UInt64, speed: Int64, now: Instant) {
        cells.initialize(to: LineCells())
        cells.pointee.version.store(LineCells.version, ordering: .relaxed)
        cells.pointee.rigFile.store(rigFile, ordering: .relaxed)
        cells.pointee.origin.store(now.nanoseconds, ordering: .relaxed)
        cells.pointee.speed.store(speed, ordering: .relaxed)
        cells.pointee.rigProcess.store(Int64(getpid()), ordering: .relaxed)
        cells.pointee.aliveAt.store(now.nanoseconds, ordering: .relaxed)
        cells.pointee.magic.store(LineCells.magic, ordering: .releasing)
    }

    /// One rig's exclusive hold: a lock on a file beside the lines, which holds the process id.
    private static func lockForRig(_ path: String) throws(RigLinesError) -> Int32 {
        let beside = path + ".lock"
        let file = open(beside, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard file >= 0 else { throw .system(call: "open", path: beside, errno: errno) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            var buffer = [UInt8](repeating: 0, count: 16)
            let count = pread(file, &buffer, buffer.count, 0)
            close(file)
            guard code == EWOULDBLOCK else { throw .system(call: "flock", path: beside, errno: code) }
            let digits = String(decoding: buffer[..<max(0, count)], as: UTF8.self).prefix { $0.isNumber }
            throw .rigInUse(path: path, process: Int32(digits))
        }
        let text = Array("\(getpid())\n".utf8)
        // The id is a courtesy to whoever is refused; without it the lock holds all the same.
        if ftruncate(file, 0) == 0 { _ = pwrite(file, text, text.count, 0) }
        return file
    }

    // MARK: - The daemon's side

    /// Takes the lines of a living rig to drive it.
    ///
    /// - Parameters:
    ///   - rigFile: The digest of the daemon's own rig file, in hexadecimal.
    ///   - speed: The daemon's own speed-up.
    ///   - now: CLOCK_MONOTONIC.
    public static func drive(
        _ path: String, rigFile: String, speed: Int64, now: Instant
    ) throws(RigLinesError) -> RigLines {
        let lines = try map(path, forDriving: true)
        guard lines.cells.pointee.rigFile.load(ordering: .relaxed) == mark(of: rigFile) else {
            throw .otherRig(path: path)
        }
        guard lines.speed == speed else { throw .otherSpeed(path: path, found: lines.speed, wanted: speed) }
        guard lines.rigIsAlive(at: now) else { throw .rigIsGone(path: path, process: lines.rigProcess) }
        return lines
    }

    /// Looks at lines that others use, for tests and proofs.
    public static func watch(_ path: String) throws(RigLinesError) -> RigLines { try map(path, forDriving: false) }

    private static func map(_ path: String, forDriving: Bool) throws(RigLinesError) -> RigLines {
        let file = open(path, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { throw .system(call: "open", path: path, errno: errno) }
        do throws(RigLinesError) {
            var status = stat()
            guard fstat(file, &status) == 0 else { throw .system(call: "fstat", path: path, errno: errno) }
            guard status.st_size >= off_t(2 * MemoryLayout<Int64>.size) else { throw .notLines(path: path) }
            try checkHead(of: file, size: status.st_size, path: path)
            guard !forDriving || flock(file, LOCK_EX | LOCK_NB) == 0 else {
                guard errno == EWOULDBLOCK else { throw .system(call: "flock", path: path, errno: errno) }
                throw .driven(path: path)
            }
            let lines = try RigLines(path: path, mapping: file, holding: forDriving ? file : -1)
            if !forDriving { close(file) }
            return lines
        } catch {
            letGo(file)
            throw error
        }
    }

    /// Magic and version are read as bytes, before anything is mapped.
    private static func checkHead(of file: Int32, size found: off_t, path: String) throws(RigLinesError) {
        var head: (magic: Int64, version: Int64) = (0, 0)
        let count = pread(file, &head, MemoryLayout.size(ofValue: head), 0)
        guard count == MemoryLayout.size(ofValue: head), head.magic == LineCells.magic else {
            throw .notLines(path: path)
        }
        guard head.version == LineCells.version else {
            throw .otherVersion(path: path, found: head.version, known: LineCells.version)
        }
        guard found == off_t(size) else { throw .notLines(path: path) }
    }

    private static func letGo(_ descriptor: Int32) {
        guard descriptor >= 0 else { return }
        // Closing alone is not enough: a child between fork and exec holds a duplicate, and the lock with it.
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func mark(of digest: String) -> UInt64 { UInt64(digest.prefix(16), radix: 16) ?? 0 }
}
