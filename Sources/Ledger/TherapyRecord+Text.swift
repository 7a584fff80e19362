// SPDX-License-Identifier: Apache-2.0
import Foundation

extension TherapyRecord {
    /// One line of JSON with sorted keys: equal records have equal texts.
    public var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// From its text. Every field must be there that is not optional, and no other.
    public init(text: String) throws(TherapyRecordError) {
        do {
            self = try JSONDecoder().decode(TherapyRecord.self, from: Data(text.utf8))
        } catch {
            throw TherapyRecordError(error)
        }
    }
}
