// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A folder of a benchmark's own on a file system of somebody's choice, gone with it.
final class BenchFolder {
    /// Without links: SQLite names its files so.
    let path: String

    /// - Parameter parent: Where it is made; nil: where temporary files go.
    init(in parent: String?) throws {
        let place = parent.map { URL(fileURLWithPath: $0) } ?? FileManager.default.temporaryDirectory
        let made = place.appendingPathComponent("cisterna-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        guard let real = realpath(made.path, nil) else {
            throw RecordBenchError("\(made.path): \(String(cString: strerror(errno)))")
        }
        defer { free(real) }
        path = String(cString: real)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Bytes of the files directly in one of its folders whose names begin with `prefix`.
    func bytes(in folder: String, prefix: String) throws -> Int64 {
        let path = "\(path)/\(folder)"
        return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasPrefix(prefix) }.reduce(0) {
            let size = try FileManager.default.attributesOfItem(atPath: "\(path)/\($1)")[.size] as? Int64
            return $0 + (size ?? 0)
        }
    }
}
