// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A folder of one test, gone with the test.
final class TemporaryFolder: Sendable {
    let path: String

    /// On the disk, or in memory where a test commits thousands of times and none of it is about the disk.
    init(inMemory: Bool = false) {
        let memory = "/dev/shm"
        let isThere = inMemory && FileManager.default.isWritableFile(atPath: memory)
        let parent = isThere ? memory : FileManager.default.temporaryDirectory.path
        var template = Array((parent + "/ledger-" + String(repeating: "X", count: 6)).utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("mkdtemp: errno \(errno)") }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Where the ledger of the test is; not there at first.
    var ledger: String { path + "/pump" }
    var database: String { ledger + "/ledger.sqlite" }

    func bytes(_ file: String) -> Data? { FileManager.default.contents(atPath: file) }

    /// What a crash at this moment would leave: the database and its log as they are, in a folder of their own.
    func crashed(_ name: String = "crashed") throws -> String {
        let copy = path + "/" + name
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
        for file in ["ledger.sqlite", "ledger.sqlite-wal"] {
            try FileManager.default.copyItem(atPath: ledger + "/" + file, toPath: copy + "/" + file)
        }
        return copy
    }
}
