// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong with a document: what, where, and what would be right.
public struct DocumentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The document's name as its reader gave it: a path, or what else tells a person which one is meant.
    public let file: String
    public let position: DocumentPosition
    /// The path of the key: `limits.max-rate`, `drug[2].name` (elements count from 1); empty where the text as a whole
    /// is meant, as with wrong syntax.
    public let field: String
    public let message: String

    public init(file: String, position: DocumentPosition, field: String, message: String) {
        self.file = file
        self.position = position
        self.field = field
        self.message = message
    }

    /// `FILE:LINE:COLUMN: FIELD: message`, which editors can jump to.
    public var description: String {
        "\(file):\(position): \(field.isEmpty ? "" : "\(field): ")\(message)"
    }
}
