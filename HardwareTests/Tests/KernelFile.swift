// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Files of sysfs, tracefs and configfs: written in one call, never replaced.
enum KernelFile {
    static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_TRUNC)
        guard descriptor >= 0 else { throw TestFailure("open(\(path)): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw TestFailure("write(\(path), \(text)): \(String(cString: strerror(errno)))")
        }
    }

    static func read(_ path: String) throws -> String {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw TestFailure("open(\(path)): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        // To the end: these files say that they are empty, and give what they have piece by piece.
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            guard count >= 0 else { throw TestFailure("read(\(path)): \(String(cString: strerror(errno)))") }
            if count == 0 { return String(decoding: text, as: UTF8.self) }
            text += piece[..<count]
        }
    }
}
