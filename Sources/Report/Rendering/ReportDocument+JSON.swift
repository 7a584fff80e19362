// SPDX-License-Identifier: Apache-2.0
import Foundation

extension ReportDocument {
    /// Everything that the document holds, unrounded, keys sorted, one field a line. It reads back as it was, but for
    /// numbers that are not finite: those are missing.
    ///
    /// - Throws: `EncodingError`, for no document that can be built.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// Reads what ``json()`` wrote.
    ///
    /// - Throws: `DecodingError` for what is no report.
    public init(json: String) throws {
        self = try JSONDecoder().decode(ReportDocument.self, from: Data(json.utf8))
    }
}
