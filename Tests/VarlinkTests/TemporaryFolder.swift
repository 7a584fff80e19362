// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder of one test, short enough of name for a socket path, gone with the test.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        var template = Array(
            (FileManager.default.temporaryDirectory.path + "/varlink-" + String(repeating: "X", count: 6)).utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("mkdtemp: errno \(errno)") }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }
}
