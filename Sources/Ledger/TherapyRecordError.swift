// SPDX-License-Identifier: Apache-2.0

/// Why a text is no ``TherapyRecord``.
public struct TherapyRecordError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where: `path.plugs[1].latestPicoliters`; empty where it is the whole text.
    public let field: String
    public let reason: String

    public var description: String { field.isEmpty ? reason : "\(field): \(reason)" }

    init(_ error: any Error) {
        guard let error = error as? DecodingError else {
            (field, reason) = ("", "\(error)")
            return
        }
        switch error {
        case .keyNotFound(let key, let context):
            (field, reason) = (Self.text(context.codingPath + [key]), "the field is missing")
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            (field, reason) = (Self.text(context.codingPath), "\(type) expected")
        case .dataCorrupted(let context): (field, reason) = (Self.text(context.codingPath), context.debugDescription)
        @unknown default: (field, reason) = ("", "\(error)")
        }
    }

    private static func text(_ path: [any CodingKey]) -> String {
        var text = ""
        for key in path {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return text
    }
}
