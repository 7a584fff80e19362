// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The files by which a kernel tells of itself, below a folder: that of the machine itself, or one that was made up.
public struct Machine: Sendable {
    /// What stands before each path; empty for the machine itself.
    public let root: String
    private let errnoOfOpening: @Sendable (_ path: String, _ flags: Int32) -> Int32

    /// - Parameter errnoOfOpening: Tries to open the file or folder at a path below `root`, and closes it again: 0 or an
    ///   errno.
    public init(
        root: String = "",
        errnoOfOpening: @escaping @Sendable (_ path: String, _ flags: Int32) -> Int32 = Machine.open
    ) {
        self.root = root
        self.errnoOfOpening = errnoOfOpening
    }

    /// Opens and closes. What only a look can tell, as of a mode or of access lists, leaves out what else forbids.
    public static func open(_ path: String, _ flags: Int32) -> Int32 {
        let descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return errno }
        close(descriptor)
        return 0
    }

    /// The text of a file without white space at its ends; nil where there is none or it may not be read.
    func text(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: root + path) else { return nil }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The whole number in a file.
    func number(_ path: String) -> Int64? { text(path).flatMap(Int64.init) }

    /// What a folder holds, numbers in their order; empty where it is not there.
    func entries(_ path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root + path)) ?? []
        return names.sorted { ($0.count, $0) < ($1.count, $1) }
    }

    /// What a path leads to; nil where to nothing.
    func node(_ path: String) -> FileNode? { FileNode(at: root + path) }

    /// Whether this process may open it so: 0 or an errno.
    func opening(_ path: String, _ flags: Int32) -> Int32 { errnoOfOpening(root + path, flags) }

    /// Bytes that are left to this process on the file system of a path; nil where nothing is there.
    func freeBytes(_ path: String) -> Int64? {
        var figures = statvfs()
        guard statvfs(root + path, &figures) == 0 else { return nil }
        return Int64(clamping: UInt64(figures.f_bavail).multipliedReportingOverflow(by: UInt64(figures.f_frsize)).0)
    }
}
