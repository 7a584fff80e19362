// SPDX-License-Identifier: Apache-2.0
import Varlink

/// Something wrong in a document.
public struct ProblemMessage: Codable, Sendable, Equatable {
    public var file: String
    public var line: Int64
    public var column: Int64
    public var field: String
    public var message: String

    public init(file: String, line: Int64, column: Int64, field: String, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.field = field
        self.message = message
    }

    /// As the parameters of an error carry it.
    var json: JSONValue {
        [
            "file": .string(file), "line": .integer(line), "column": .integer(column), "field": .string(field),
            "message": .string(message),
        ]
    }
}
