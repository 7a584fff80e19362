// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A prescription or a rig as it stands in its file.
struct Document: Equatable, Sendable {
    /// Well below what a message may hold, once it is escaped.
    static let maximumBytes = 100 * 1024

    let path: String
    let text: String

    init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// - Throws: ``BadFile``.
    init(reading path: String) throws(BadFile) {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile || error.code == .fileNoSuchFile {
            throw BadFile(path: path, reason: .missing)
        } catch {
            throw BadFile(path: path, reason: .notReadable(error.localizedDescription))
        }
        guard bytes.count <= Self.maximumBytes else { throw BadFile(path: path, reason: .tooLarge) }
        guard let text = String(data: bytes, encoding: .utf8) else { throw BadFile(path: path, reason: .notText) }
        self.init(path: path, text: text)
    }
}
