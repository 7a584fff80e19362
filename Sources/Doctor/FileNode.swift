// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Who owns a file and who may do what with it.
struct FileNode: Sendable, Hashable {
    /// The twelve lowest bits: permissions.
    let mode: UInt32
    let owner: String
    let group: String
    let isFolder: Bool
    let isSocket: Bool

    /// Looks at a path, through links; nil where nothing is there.
    init?(at path: String) {
        var found = stat()
        guard stat(path, &found) == 0 else { return nil }
        mode = UInt32(found.st_mode) & 0o7777
        owner = getpwuid(found.st_uid).map { String(cString: $0.pointee.pw_name) } ?? "\(found.st_uid)"
        group = getgrgid(found.st_gid).map { String(cString: $0.pointee.gr_name) } ?? "\(found.st_gid)"
        isFolder = found.st_mode & S_IFMT == S_IFDIR
        isSocket = found.st_mode & S_IFMT == S_IFSOCK
    }

    var isOpenToAll: Bool { mode & 0o002 != 0 }

    /// `root:gpio 0660`.
    var text: String {
        let octal = String(mode, radix: 8)
        return "\(owner):\(group) \(String(repeating: "0", count: max(0, 4 - octal.count)))\(octal)"
    }
}
